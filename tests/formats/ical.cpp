// What libical, a parser that others wrote, reads in iCalendar files: one line of JSON a component, and a line
// `FAULT ...` for whatever it refuses. ical FILE... ; exit status 1 if there is a fault.
#include <libical/ical.h>

#include <cstdio>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

namespace {

using nlohmann::json;

int faults = 0;

void fault(const std::string& file, const std::string& what) {
  ++faults;
  std::printf("FAULT %s: %s\n", file.c_str(), what.c_str());
}

// libical notes what it cannot take as properties of its own, at the component where it stands.
void look_for_errors(const std::string& file, icalcomponent* component) {
  for (icalproperty* error = icalcomponent_get_first_property(component, ICAL_XLICERROR_PROPERTY); error;
       error = icalcomponent_get_next_property(component, ICAL_XLICERROR_PROPERTY)) {
    fault(file, icalproperty_as_ical_string(error));
  }
  for (icalcomponent* inner = icalcomponent_get_first_component(component, ICAL_ANY_COMPONENT); inner;
       inner = icalcomponent_get_next_component(component, ICAL_ANY_COMPONENT)) {
    look_for_errors(file, inner);
  }
}

std::string text(const char* value) { return value ? value : ""; }

std::string date(struct icaltimetype time) { return icaltime_is_null_time(time) ? "" : icaltime_as_ical_string(time); }

json told(icalcomponent* component) {
  json one = {{"uid", text(icalcomponent_get_uid(component))},
              {"summary", text(icalcomponent_get_summary(component))},
              {"description", text(icalcomponent_get_description(component))},
              {"start", date(icalcomponent_get_dtstart(component))},
              {"due", date(icalcomponent_get_due(component))},
              {"stamp", date(icalcomponent_get_dtstamp(component))},
              {"sequence", icalcomponent_get_sequence(component)},
              {"status", static_cast<int>(icalcomponent_get_status(component))},
              {"kind", icalcomponent_kind_to_string(icalcomponent_isa(component))},
              {"triggers", json::array()}};
  for (icalproperty* own = icalcomponent_get_first_property(component, ICAL_X_PROPERTY); own;
       own = icalcomponent_get_next_property(component, ICAL_X_PROPERTY)) {
    one[icalproperty_get_x_name(own)] = text(icalproperty_get_x(own));
  }
  for (icalcomponent* alarm = icalcomponent_get_first_component(component, ICAL_VALARM_COMPONENT); alarm;
       alarm = icalcomponent_get_next_component(component, ICAL_VALARM_COMPONENT)) {
    icalproperty* trigger = icalcomponent_get_first_property(alarm, ICAL_TRIGGER_PROPERTY);
    one["triggers"].push_back(trigger ? icalproperty_get_value_as_string(trigger) : "none");
  }
  return one;
}

void check(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
  icalcomponent* calendar = icalparser_parse_string(bytes.c_str());
  if (!calendar || icalcomponent_isa(calendar) != ICAL_VCALENDAR_COMPONENT) return fault(file, "no calendar");
  look_for_errors(file, calendar);
  if (!icalrestriction_check(calendar)) fault(file, "breaks a restriction");
  look_for_errors(file, calendar);  // where the restrictions say why
  if (icalcomponent_count_components(calendar, ICAL_VTIMEZONE_COMPONENT) != 1) fault(file, "one time zone wanted");
  std::set<std::string> uids;
  for (const icalcomponent_kind kind : {ICAL_VEVENT_COMPONENT, ICAL_VTODO_COMPONENT}) {
    for (icalcomponent* one = icalcomponent_get_first_component(calendar, kind); one;
         one = icalcomponent_get_next_component(calendar, kind)) {
      const json line = told(one);
      if (!uids.insert(line["uid"]).second) fault(file, "a UID twice: " + line["uid"].get<std::string>());
      std::printf("%s\n", line.dump(-1, ' ', false, json::error_handler_t::replace).c_str());
    }
  }
  icalcomponent_free(calendar);
}

}  // namespace

int main(int count, char** arguments) {
  for (int at = 1; at < count; ++at) check(arguments[at]);
  return faults > 0;
}
