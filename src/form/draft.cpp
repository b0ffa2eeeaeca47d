#include "zhudun/form/draft.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "form/places.h"
#include "form/wording.h"
#include "form/yaml_text.h"
#include "zhudun/form/uses.h"
#include "zhudun/source/text.h"

namespace zhudun::form {
namespace {

using schema::Kind;
using schema::TypeId;
using source::Language;
using Rules = std::vector<const pack::Rule*>;

constexpr std::size_t kWidth = 118;     // of a line with its comment
constexpr std::size_t kWidestKey = 28;  // beyond it a comment does not wait for the others
constexpr std::size_t kMostTasks = 4;   // that the heading of a section names

// A key with what stands behind it.
struct Line {
  std::string text, comment;
};

class Draft {
 public:
  Draft(const pack::Pack& pack, const Interview& interview, const Answers& answers, const DraftOptions& options)
      : pack_(pack),
        interview_(interview),
        answers_(answers),
        options_(options),
        uses_(pack),
        zh_(options.language == Language::zh) {
    for (const pack::Rule* rule : interview.binding(answers)) {
      binding_.insert(rule);
      for (const std::string& place : places_of(pack, *rule)) needed_.insert(place);
    }
    // What was answered stands there too, though the answer may leave no rule that asks.
    for (const auto& [place, answer] : answers) {
      if (std::holds_alternative<std::monostate>(answer)) continue;
      for (std::size_t end = 0; end != std::string::npos;) {
        end = place.find('.', end + 1);
        needed_.insert(place.substr(0, end));
      }
    }
  }

  std::string write() && {
    heading();
    for (const schema::Property& property : root().properties) {
      if (property.required || needed_.contains(property.name)) section(property);
    }
    left_out();
    return std::move(text_);
  }

 private:
  const char* in(const char* zh, const char* en) const { return zh_ ? zh : en; }
  const schema::Type& type(TypeId id) const { return pack_.schema.type(id); }
  const schema::Type& root() const { return type(schema::Schema::kRoot); }

  void put(std::string_view line) {
    text_ += line;
    text_ += '\n';
  }

  // A remark on lines of its own.
  void remark(const std::string& prefix, std::string_view text, std::string_view hanging = "") {
    const std::size_t room = kWidth - std::min(kWidth / 2, source::display_width(prefix) + 2 + hanging.size());
    bool first = true;
    for (const std::string& line : source::wrap(source::printable(text), room)) {
      put(fmt::format("{}# {}{}", prefix, first ? "" : hanging, line));
      first = false;
    }
  }

  // ---- what stands before and after the sections

  void heading() {
    if (!options_.schema.empty()) put("# yaml-language-server: $schema=" + options_.schema);
    remark("", in("申报：", "Declaration: ") + pack_.title.in(options_.language));
    for (const Question& one : interview_.roles()) {
      const auto found = answers_.find(one.place);
      const auto* words = found == answers_.end() ? nullptr : std::get_if<std::vector<std::string>>(&found->second);
      if (words && !words->empty())
        remark("", fmt::format("{}{}", one.place, in("：", ": ")) + titles(*one.type, *words));
    }
    put("#");
    const Hint hints[] = {
        {true, "在冒号后面填写，不知道的先空着。空着就是还没有申报，报告会列为“未申报”或“缺口”，不会当作合规。",
         "Fill in behind the colons and leave open what you do not know: the report then lists it as undeclared or as "
         "a gap, and "
         "never takes it as done."},
        {true, "某一类确实没有，就写空列表 []：空着是没有申报，[] 是申报为没有。",
         "Where there is none of something, write an empty list: left open is not declared, [] declares that there is "
         "none."},
        {true, "“# - ”开头的几行是一条记录的样子：去掉每行开头的“# ”再填；可以照样写多条。",
         "Lines that begin with `# - ` show what one entry looks like: take the `# ` away and fill it in, as often as "
         "needed."},
        {has(Kind::date), "日期写作 2025-03-14。", "Dates are written 2025-03-14."},
        {has(Kind::date_time), "时间写作 2025-08-03T14:20+08:00。", "Times are written 2025-08-03T14:20+08:00."},
        {has_paths(), "证明文件放在本文件所在的文件夹里，写相对路径，例如 evidence/report.pdf。",
         "Keep documents in the folder of this file and write their path from there, such as evidence/report.pdf."},
        {true, "方括号里是用到这一项的规则，zhudun explain 编号 可看它的要求和依据；没有方括号的只作说明，可以不填。",
         "In brackets stand the rules that read a key; zhudun explain ID tells what they want and why. What has none "
         "only describes."},
    };
    for (const Hint& hint : hints) {
      if (hint.fits) remark("", in(hint.zh, hint.en));
    }
    put("#");
    remark("", fmt::format("{}{}", in("随时可以看报告：", "See the report whenever you like: "), options_.command));
  }

  struct Hint {
    bool fits;
    const char* zh;
    const char* en;
  };

  bool has(Kind kind) const {
    for (TypeId id = 0; id < pack_.schema.size(); ++id) {
      if (type(id).kind == kind) return true;
    }
    return false;
  }
  bool has_paths() const {
    for (TypeId id = 0; id < pack_.schema.size(); ++id) {
      if (type(id).format == "path") return true;
    }
    return false;
  }

  std::string titles(const schema::Type& text, const std::vector<std::string>& words) const {
    std::vector<std::string> told;
    for (const std::string& word : words) {
      const auto is_word = [&](const schema::EnumValue& one) { return one.value == word; };
      const auto value = std::find_if(text.values.begin(), text.values.end(), is_word);
      const std::string title = value == text.values.end() ? std::string() : value->title.in(options_.language);
      told.push_back(title.empty() ? word : title);
    }
    return fmt::format("{}", fmt::join(told, in("、", ", ")));
  }

  // Sections that no rule that may bind asks for: known, so that they can be added.
  void left_out() {
    bool first = true;
    for (const schema::Property& property : root().properties) {
      if (property.required || needed_.contains(property.name)) continue;
      if (first) {
        put("");
        remark("", in("以下各段没有列出：适用的规则都用不到。需要时可以自己加上。",
                      "Not listed, for no rule that applies asks for them; add them where they are needed:"));
      }
      first = false;
      remark("", fmt::format("  {}{}{}", property.name, in("：", ": "), property.description.in(options_.language)),
             "  ");
    }
  }

  // ---- sections

  bool shown(const std::string& place) const { return needed_.contains(place) || uses_.of(place).empty(); }

  Rules serving(const std::string& place) const {
    Rules rules;
    for (const pack::Rule* rule : uses_.of(place)) {
      if (binding_.contains(rule)) rules.push_back(rule);
    }
    return rules;
  }

  void section(const schema::Property& property) {
    put("");
    remark("", property.description.in(options_.language));
    std::map<std::int64_t, Rules> tasks;
    for (const pack::Rule* rule : serving(property.name)) tasks[rule->task].push_back(rule);
    if (tasks.size() <= kMostTasks) {
      for (const auto& [number, rules] : tasks)
        remark("",
               fmt::format("  {} {} {} [{}]", in("任务", "task"), number, task_title(pack_, number, options_.language),
                           rule_list(rules)),
               "  ");
    }
    const schema::Type& own = type(property.type);
    const bool list = own.kind == Kind::array && type(own.items).kind == Kind::object;
    if (list && !is_none(property.name))
      remark("", fmt::format(fmt::runtime(in("没有则写 {}: []", "if there is none, write {}: []")), property.name) +
                     table_hint(property));
    if (own.kind == Kind::object || list) {
      member(property, "", "", own.kind == Kind::object || list);
    } else {
      put(leaf(property, property.name).text);
    }
  }

  bool is_none(const std::string& place) const {
    const auto found = answers_.find(place);
    const auto* words = found == answers_.end() ? nullptr : std::get_if<std::vector<std::string>>(&found->second);
    return words && words->empty();
  }

  std::string table_hint(const schema::Property& list) const {
    const bool told = list.description.in(options_.language).find("CSV") != std::string::npos;
    return type(list.type).table && !told ? in("；也可以写 CSV 文件的路径", "; it may be the path of a CSV file") : "";
  }

  // An object or a list of objects under its key.
  void member(const schema::Property& property, const std::string& prefix, const std::string& place, bool is_section) {
    const std::string own = place_below(place, property.name);
    const schema::Type& inner = type(property.type);
    const std::string none = is_none(own) ? " []" : "";
    std::string comment = property.description.in(options_.language);
    if (inner.kind == Kind::array && none.empty())
      comment += in("；没有则写 []", "; [] if there is none") + table_hint(property);
    put_line(prefix, {property.name + ":" + none, is_section ? std::string() : comment}, 0);
    if (!none.empty() || within_.contains(property.type)) return;
    within_.insert(property.type);
    if (inner.kind == Kind::object) {
      object(inner, prefix + "  ", prefix + "  ", own);
    } else {
      object(type(inner.items), prefix + "  # - ", prefix + "  #   ", own + "[]");
    }
    within_.erase(property.type);
  }

  // The first line of an example's entry has the dash.
  void object(const schema::Type& object, std::string first, const std::string& rest, const std::string& place) {
    std::vector<Line> leaves;
    std::vector<const schema::Property*> inner;
    for (const schema::Property& property : object.properties) {
      const std::string own = place_below(place, property.name);
      if (!property.required && !shown(own)) continue;
      const schema::Type& kind = type(property.type);
      const bool nested =
          kind.kind == Kind::object || (kind.kind == Kind::array && type(kind.items).kind == Kind::object);
      nested ? inner.push_back(&property) : leaves.push_back(leaf(property, own));
    }
    std::size_t widest = 0;
    for (const Line& line : leaves) {
      const std::size_t width = source::display_width(line.text);
      if (width <= kWidestKey) widest = std::max(widest, width);
    }
    for (const Line& line : leaves) {
      put_line(first, line, widest, rest);
      first = rest;
    }
    for (const schema::Property* property : inner) {
      member(*property, first, place, false);
      first = rest;
    }
  }

  void put_line(const std::string& prefix, const Line& line, std::size_t widest, const std::string& rest = "") {
    if (line.comment.empty()) return put(prefix + line.text);
    const std::string whole =
        fmt::format("{}{}  # {}", prefix, source::pad(line.text, widest), source::printable(line.comment));
    if (source::display_width(whole) <= kWidth) return put(whole);
    if (prefix.ends_with("- ")) {  // what stands above an entry's first line would stand above the entry
      put(prefix + line.text);
      return remark(rest, line.comment);
    }
    remark(prefix, line.comment);
    put(prefix + line.text);
  }

  // ---- keys with a value

  Line leaf(const schema::Property& property, const std::string& place) const {
    return {property.name + ":" + value(property, place), comment(property, place)};
  }

  std::string comment(const schema::Property& property, const std::string& place) const {
    const schema::Type& own = type(property.type);
    std::string text = property.description.in(options_.language);
    const schema::Type& word = own.kind == Kind::array ? type(own.items) : own;
    if (!word.values.empty()) text += in("：", ": ") + choices(word, options_.language);
    if (own.kind == Kind::boolean) text += in("：true 是，false 否", ": true or false");
    if (own.kind == Kind::array) text += in("；写作 ", "; written ") + sample_list(word, options_.language);
    if (is_guess(property, place))
      text += in("；尚未选定，先全部列出，请删去不符合的",
                 "; all of them until you choose: delete those that are not yours");
    const Rules rules = serving(place);
    if (!rules.empty()) text += fmt::format(" [{}]", rule_list(rules));
    return text;
  }

  // Words that stand there only because some must.
  bool is_guess(const schema::Property& property, const std::string& place) const {
    return type(property.type).kind == Kind::array && property.required && unanswered(place);
  }
  bool unanswered(const std::string& place) const {
    const auto found = answers_.find(place);
    return found == answers_.end() || std::holds_alternative<std::monostate>(found->second);
  }

  std::string value(const schema::Property& property, const std::string& place) const {
    const schema::Type& own = type(property.type);
    if (own.constant && property.required) return fmt::format(" {}", *own.constant);
    if (place.ends_with("].id") || place.find("[]") != std::string::npos) return example(property, place);
    if (own.kind == Kind::string && own.values.empty() && property.required && unanswered(place))
      return " " + yaml_text(in("请填写", "FILL IN: ") + property.description.in(options_.language));
    const auto answer = answer_for(pack_.schema, property, place, answers_);
    if (!answer) return "";
    if (const auto* text = std::get_if<std::string>(&*answer)) return " " + yaml_text(*text);
    if (const auto* flag = std::get_if<bool>(&*answer)) return *flag ? " true" : " false";
    const auto* words = std::get_if<std::vector<std::string>>(&*answer);
    if (!words) return "";
    std::vector<std::string> texts;
    for (const std::string& word : *words) texts.push_back(yaml_text(word));
    return fmt::format(" [{}]", fmt::join(texts, ", "));
  }

  // In an entry that is only shown, what must be there: an identifier made of the list's name.
  std::string example(const schema::Property& property, const std::string& place) const {
    if (!property.required) return "";
    const std::string list = place.substr(0, place.rfind("[]"));
    const std::string_view key =
        std::string_view(list).substr(list.rfind('.') == std::string::npos ? 0 : list.rfind('.') + 1);
    return property.name == "id" ? fmt::format(" {}1", key.substr(0, 1)) : "";
  }

  const pack::Pack& pack_;
  const Interview& interview_;
  const Answers& answers_;
  const DraftOptions& options_;
  Uses uses_;
  bool zh_;
  std::set<const pack::Rule*> binding_;
  Places needed_;
  std::set<TypeId> within_;
  std::string text_;
};

}  // namespace

std::string draft(const pack::Pack& pack, const Interview& interview, const Answers& answers,
                  const DraftOptions& options) {
  return Draft(pack, interview, answers, options).write();
}

}  // namespace zhudun::form
