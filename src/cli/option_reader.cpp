#include "cli/option_reader.h"

#include <array>

#include "zhudun/report/report.h"

namespace zhudun::cli {

std::optional<std::string> OptionReader::meant_word(const std::string& given) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 27> words = {{
      {"表格", "xlsx"},   {"电子表格", "xlsx"}, {"excel", "xlsx"},   {"Excel", "xlsx"},  {"xls", "xlsx"},
      {"网页", "html"},   {"htm", "html"},      {"文本", "text"},    {"txt", "text"},    {"日历", "ics"},
      {"pdf", "html"},    {"PDF", "html"},      {"word", "html"},    {"docx", "html"},   {"markdown", "md"},
      {"严格", "strict"}, {"宽松", "loose"},    {"默认", "default"}, {"中文", "zh"},     {"英文", "en"},
      {"chinese", "zh"},  {"english", "en"},    {"从不", "never"},   {"总是", "always"}, {"自动", "auto"},
      {"zh-CN", "zh"},    {"zh_CN", "zh"},
  }};
  for (std::size_t at = 0; at < check::kStatuses; ++at) {
    const auto status = static_cast<check::Status>(at);
    if (given == report::status_word(status, source::Language::zh)) return std::string(check::to_string(status));
  }
  for (const auto& [word, meant] : words) {
    if (word == given) return std::string(meant);
  }
  return std::nullopt;
}

}  // namespace zhudun::cli
