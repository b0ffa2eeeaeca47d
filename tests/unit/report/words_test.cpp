// Both languages are complete: nothing empty, no Chinese in an English report of an English declaration, no English
// sentence in a Chinese one.
#include <regex>
#include <set>

#include "support/reported.h"

using namespace zhudun;
using source::Language;

namespace {

bool has_chinese(const std::string& text) {
  // CJK signs, full-width forms and ideographs are E3 to E9 and EF BC in UTF-8; arrows and bullets are not.
  return std::any_of(text.begin(), text.end(),
                     [](char c) {
                       const auto byte = static_cast<unsigned char>(c);
                       return byte >= 0xE3 && byte <= 0xE9;
                     }) ||
         text.find("\xEF\xBC") != std::string::npos;
}

// With an X in place of each run of other characters, so that no text goes missing.
std::string ascii_only(std::string_view text) {
  std::string result;
  bool inside = false;
  for (const char c : text) {
    const bool other = static_cast<unsigned char>(c) >= 0x80;
    if (!other || !inside) result += other ? 'X' : c;
    inside = other;
  }
  return result;
}

std::vector<std::string> words_of(const report::Finding& one) {
  std::vector<std::string> words = {one.title, one.deliverable, one.recipient, one.basis, one.reason, one.when};
  words.insert(words.end(), one.trace.begin(), one.trace.end());
  return words;
}

// The grid without any Chinese of the declaration's own.
std::vector<support::Judged> english() {
  std::vector<support::Judged> all;
  for (const support::Judged& judged : support::grid("Acme")) {
    all.push_back(support::judge(judged.rules, ascii_only(judged.file->bytes()),
                                 calendar::to_string(judged.options.as_of),
                                 [&](check::Options& options) { options.check_file = judged.options.check_file; }));
  }
  return all;
}

}  // namespace

TEST_CASE("no text is empty where something must be said") {
  for (const Language language : {Language::zh, Language::en}) {
    for (const support::Judged& judged : support::grid("Acme")) {
      const report::Report report = support::reported(judged, language);
      CHECK_FALSE(report.pack_title.empty());
      for (const report::ReadingChoice& choice : report.readings) CHECK_FALSE(choice.title.empty());
      for (const report::Finding& one : report.declarations[0].findings) {
        INFO(one.rule << " " << one.subject << " " << check::to_string(one.status));
        for (const std::string* text : {&one.title, &one.deliverable, &one.recipient, &one.basis})
          CHECK_FALSE(text->empty());
        for (const std::string& step : one.trace) CHECK_FALSE(step.empty());
        using check::Status;
        const std::set<Status> explained = {Status::undeclared, Status::waived, Status::not_applicable};
        if (explained.contains(one.status)) CHECK_FALSE(one.reason.empty());
        if (!one.due.empty()) CHECK_FALSE(one.trace.empty());
        if (one.status == Status::pending) CHECK_FALSE((one.reason.empty() && one.due.empty()));
        if (one.provisional) CHECK_FALSE(one.reason.empty());
      }
    }
  }
}

TEST_CASE("an English report of an English declaration has no Chinese in it") {
  for (const support::Judged& judged : english()) {
    const report::Report report = support::reported(judged, Language::en);
    CHECK_FALSE(has_chinese(report.pack_title));
    for (const report::ReadingChoice& choice : report.readings) CHECK_FALSE(has_chinese(choice.title + choice.meaning));
    for (const report::Finding& one : report.declarations[0].findings) {
      for (const std::string& text : words_of(one)) {
        INFO(one.rule << " " << one.subject << ": " << text);
        CHECK_FALSE(has_chinese(text));
      }
    }
  }
}

TEST_CASE("a Chinese report has no English sentence in it") {
  for (const support::Judged& judged : english()) {
    const report::Report report = support::reported(judged, Language::zh);
    for (const report::Finding& one : report.declarations[0].findings) {
      for (const std::string& text : {one.reason, one.when}) {
        INFO(one.rule << " " << one.subject << ": " << text);
        CHECK_FALSE(std::regex_search(text, std::regex("[a-z]{2,} [a-z]{2,}")));
        if (!text.empty()) CHECK(has_chinese(text));
      }
      for (const std::string& text : one.trace) {
        INFO(one.rule << " " << one.subject << ": " << text);
        CHECK_FALSE(std::regex_search(text, std::regex("[a-z]{2,} [a-z]{2,}")));
      }
    }
  }
}

TEST_CASE("each status has its word in both languages") {
  const std::vector<std::pair<const char*, const char*>> words = {
      {"逾期", "overdue"},      {"缺口", "gap"},
      {"未申报", "undeclared"}, {"临期", "due soon"},
      {"未到期", "pending"},    {"迟办", "late"},
      {"合规", "met"},          {"建议", "advised"},
      {"豁免", "waived"},       {"不适用", "not applicable"}};
  REQUIRE(words.size() == check::kStatuses);
  for (std::size_t at = 0; at < words.size(); ++at) {
    CHECK(report::status_word(static_cast<check::Status>(at), Language::zh) == words[at].first);
    CHECK(report::status_word(static_cast<check::Status>(at), Language::en) == words[at].second);
  }
}

TEST_CASE("how the due date stands to today") {
  const auto when = [](const char* base, const char* as_of, Language language) {
    const auto judged = support::judge_rule("subject: a\ndue: base.due_on\ndone: base.done_on\n", base, as_of);
    return support::reported(judged, language).declarations[0].findings[0].when;
  };
  const char* open = "{name: a, due_on: 2030-06-30}";
  CHECK(when(open, "2030-06-28", Language::zh) == "还有 2 天");
  CHECK(when(open, "2030-06-30", Language::zh) == "今日到期");
  CHECK(when(open, "2030-06-30", Language::en) == "due today");
  CHECK(when(open, "2030-07-02", Language::zh) == "逾期 2 天");
  CHECK(when(open, "2030-07-02", Language::en) == "2 days overdue");
  CHECK(when("{name: a, due_on: 2030-06-30, done_on: 2030-06-01}", "2030-07-02", Language::en) == "done 2030-06-01");
  CHECK(when("{name: a}", "2030-07-02", Language::en).empty());
}

TEST_CASE("the spec's own example: T03.2 of tsp is overdue since 2025-04-27 by 197 days") {
  const auto judged = support::judge(support::pack_in("rules/shanghai-iov-2025"),
                                     support::bytes_of(ZHUDUN_ROOT "/tests/oracle/spec_example.yaml"), "2025-11-10");
  const report::Report report = support::reported(judged, Language::zh);
  const report::Finding first = report.declarations[0].findings[0];
  CHECK(first.rule == "T03.2");
  CHECK(first.subject == "platforms/tsp");
  CHECK(first.due == "2025-04-27");
  CHECK(first.days_overdue == 197);
  CHECK(first.task == 3);
}
