// What an editor shows of a place: the duties whose subject stands there or that a fact there led to, each with its due
// date and how it came about; and what the schema says of the key.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "lsp/schema_place.h"
#include "lsp/session.h"
#include "zhudun/source/text.h"

namespace zhudun::lsp {
namespace {

constexpr std::size_t kMostInFull = 5;  // further duties are only named

class Page {
 public:
  Page(const Text& text, const Host& host, bool markdown) : text_(text), host_(host), markdown_(markdown) {}

  std::string take() { return std::move(page_); }

  void duties(const std::vector<const Shown*>& shown) {
    std::size_t in_full = 0;
    for (const Shown* one : shown) {
      if (!report::listed(one->told->status) && shown.size() > 1) continue;
      if (in_full++ < kMostInFull) {
        duty(*one);
      } else {
        title(*one->told);
      }
    }
    for (const Shown* one : shown) {
      if (!report::listed(one->told->status) && shown.size() > 1) title(*one->told);
    }
  }

  void key(const SchemaPlace& place) {
    const std::string text = place.description.in(host_.language);
    if (place.name.empty() || text.empty()) return;
    rule_off();
    page_ += fmt::format("{}  {}\n", code(place.name), plain(text));
    for (const schema::EnumValue& value : place.type->values)
      page_ +=
          fmt::format("{}- {} {}\n", markdown_ ? "" : " ", code(value.value), plain(value.title.in(host_.language)));
  }

 private:
  std::string say(std::string zh, std::string en) const {
    return lsp::say(host_.language, std::move(zh), std::move(en));
  }
  // A text that shows as itself and does nothing.
  std::string plain(std::string_view text) const {
    std::string shown;
    for (const char c : source::printable(text)) {
      if (markdown_ && std::string_view("\\`*_[]<>&|~#$").find(c) != std::string_view::npos) shown += '\\';
      shown += c == '\n' ? ' ' : c;
    }
    return shown;
  }
  std::string bold(std::string_view text) const { return markdown_ ? fmt::format("**{}**", plain(text)) : plain(text); }
  std::string code(std::string_view text) const {
    const std::string shown = source::printable(text);
    return markdown_ && shown.find('`') == std::string::npos ? fmt::format("`{}`", shown) : plain(text);
  }
  // Places of the declaration without the folders that lead to it.
  std::string nearby(std::string step) const {
    const std::size_t slash = text_.path.rfind('/');
    const std::size_t at = slash == std::string::npos ? slash : step.find(text_.path + ":");
    return at == std::string::npos ? step : step.erase(at, slash + 1);
  }
  void rule_off() {
    if (!page_.empty()) page_ += markdown_ ? "\n---\n\n" : "\n";
  }
  void line(const std::string& text) { page_ += text + (markdown_ ? "  \n" : "\n"); }

  void title(const report::Finding& told) {
    line(fmt::format("{}  {}  {}", bold(standing_of(told, host_.language)), code(told.rule), plain(told.title)));
  }

  void duty(const Shown& shown) {
    const report::Finding& told = *shown.told;
    rule_off();
    title(told);
    line(plain(told.subject));
    line(fmt::format("{} {} → {}", say("提交", "submit"), plain(told.deliverable), plain(told.recipient)));
    if (!told.due.empty()) line(fmt::format("{} {}", say("期限", "due"), bold(told.due)));
    if (!told.done.empty()) line(fmt::format("{} {}", say("完成", "done"), plain(told.done)));
    if (!told.next_due.empty()) line(fmt::format("{} {}", say("下一次期限", "next due"), plain(told.next_due)));
    if (!told.reason.empty()) line(plain(told.reason));
    if (markdown_ && !told.trace.empty()) page_ += "\n";
    for (const std::string& step : told.trace)
      page_ += fmt::format("{} {}\n", markdown_ ? "-" : "  ·", plain(nearby(step)));
    if (markdown_ && !told.trace.empty()) page_ += "\n";
    if (!told.sensitive_to.empty())
      line(fmt::format("{} {}", say("换一种读法会不同：", "another reading would change it:"),
                       plain(fmt::format("{}", fmt::join(told.sensitive_to, ", ")))));
    line(fmt::format("{}{}", say("依据：", "basis: "), plain(told.basis)));
  }

  const Text& text_;
  const Host& host_;
  bool markdown_;
  std::string page_;
};

}  // namespace

void write_hover(write::JsonWriter& out, const Text& text, std::uint32_t offset, const Host& host,
                 const Client& client) {
  if (!text.judged) return out.null();
  Page page(text, host, client.markdown);
  page.duties(at_offset(text, offset));
  if (text.judged->pack) page.key(schema_place(text.bytes, offset, text.judged->pack->schema, Cursor::reads));
  const std::string contents = page.take();
  if (contents.empty()) return out.null();
  out.begin_object();
  out.key("contents");
  out.begin_object();
  out.member("kind", std::string_view(client.markdown ? "markdown" : "plaintext"));
  out.member("value", std::string_view(contents));
  out.end();
  out.end();
}

}  // namespace zhudun::lsp
