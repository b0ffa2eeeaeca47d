#include "pack/calendar_reader.h"

#include <string>
#include <vector>

#include "pack/mapping.h"

namespace zhudun::pack {
namespace {

calendar::Name name_of(const source::Text& text) { return {text.zh, text.en}; }

struct YearNodes {
  yaml::NodeId year = 0;
  std::vector<yaml::NodeId> holidays, make_up;
};

calendar::Year read_year(const yaml::Tree& tree, YearNodes& nodes, diag::Diagnostics& diagnostics) {
  const Mapping mapping(tree, nodes.year, diagnostics, {"year", "notice", "holidays", "make_up"});
  calendar::Year year;
  year.year = static_cast<int>(mapping.integer("year").value_or(0));
  year.notice = name_of(mapping.bilingual("notice"));
  nodes.holidays = mapping.items("holidays");
  for (const yaml::NodeId node : nodes.holidays) {
    const Mapping holiday(tree, node, diagnostics, {"name", "from", "to"});
    year.holidays.push_back({name_of(holiday.bilingual("name")), holiday.date("from"), holiday.date("to")});
  }
  nodes.make_up = mapping.items("make_up");
  for (const yaml::NodeId node : nodes.make_up) {
    const auto day = calendar::parse_date(tree.text(node));
    if (!day) mapping.complain(node, "a make-up day is a date, YYYY-MM-DD");
    year.make_up.push_back(day.value_or(calendar::Date()));
  }
  return year;
}

const char* sentence(calendar::Flaw::Kind kind) {
  using Kind = calendar::Flaw::Kind;
  switch (kind) {
    case Kind::year_outside:
      return "this is no year of the calendar";
    case Kind::year_twice:
      return "this year stands twice";
    case Kind::ends_before_it_begins:
      return "the holiday ends before it begins";
    case Kind::far_from_its_year:
      return "the holiday lies far from its year";
    case Kind::overlaps:
      return "the holiday overlaps another";
    case Kind::make_up_far_from_its_year:
      return "the make-up day lies far from its year";
    case Kind::make_up_on_weekday:
      return "the make-up day is no weekend day";
    case Kind::make_up_in_holiday:
      return "the make-up day lies in a holiday";
    case Kind::make_up_twice:
      return "the make-up day stands twice";
  }
  return "";
}

bool is_make_up(calendar::Flaw::Kind kind) {
  using Kind = calendar::Flaw::Kind;
  return kind == Kind::make_up_far_from_its_year || kind == Kind::make_up_on_weekday ||
         kind == Kind::make_up_in_holiday || kind == Kind::make_up_twice;
}

}  // namespace

std::optional<calendar::Calendar> read_calendar(const yaml::Tree& tree, diag::Diagnostics& diagnostics) {
  const std::size_t before = diagnostics.size();
  const Mapping mapping(tree, 0, diagnostics, {"id", "zone", "offset", "years"});
  const std::string zone = mapping.text("zone");
  const auto offset = calendar::parse_offset(mapping.text("offset"));
  if (!offset && mapping.has("offset")) mapping.complain(*mapping.find("offset"), "`offset` is written +08:00");
  std::vector<YearNodes> nodes;
  std::vector<calendar::Year> years;
  for (const yaml::NodeId node : mapping.items("years")) {
    nodes.push_back({node, {}, {}});
    years.push_back(read_year(tree, nodes.back(), diagnostics));
  }
  if (diagnostics.size() != before || !offset) return std::nullopt;
  for (const calendar::Flaw& flaw : calendar::flaws(years)) {
    const YearNodes& at = nodes[flaw.year];
    const bool whole_year =
        flaw.kind == calendar::Flaw::Kind::year_twice || flaw.kind == calendar::Flaw::Kind::year_outside;
    mapping.complain(whole_year              ? at.year
                     : is_make_up(flaw.kind) ? at.make_up[flaw.index]
                                             : at.holidays[flaw.index],
                     sentence(flaw.kind));
  }
  if (diagnostics.size() != before) return std::nullopt;
  return calendar::Calendar(zone, *offset, std::move(years));
}

}  // namespace zhudun::pack
