// A judged declaration as a report.
#pragma once

#include "support/judged.h"
#include "zhudun/report/report.h"

namespace support {

inline zhudun::report::Report reported(const Judged& judged, zhudun::source::Language language, bool all = true) {
  using namespace zhudun;
  report::Report report = report::begin(*judged.rules->pack, judged.options, {"0.0.0", language, true, all});
  report.declarations.push_back(report::from_findings(judged.findings, *judged.document, *judged.file,
                                                      *judged.rules->pack, judged.options, language));
  return report;
}

inline std::shared_ptr<Rules> pack_in(const std::string& path) {
  return std::make_shared<Rules>(load(folder(std::string(ZHUDUN_ROOT) + "/" + path)));
}

// The grid of what a report may have to print: packs, declarations and days, every status among them.
inline std::vector<Judged> grid(const std::string& name) {
  const std::string root = ZHUDUN_ROOT;
  std::vector<Judged> all;
  const auto missing_files = [](zhudun::check::Options& options) {
    options.check_file = [](std::string_view path) -> std::optional<zhudun::check::FileFault> {
      return static_cast<zhudun::check::FileFault>(path.size() % 4);
    };
  };
  std::string drills = bytes_of(root + "/tests/packs/fire-drills/example/owner.yaml");
  std::string example = bytes_of(root + "/tests/oracle/spec_example.yaml");
  const auto rename = [&](std::string& text, std::string_view old) {
    const std::size_t at = text.find(old);
    REQUIRE(at != std::string::npos);
    text.replace(at, old.size(), name);
  };
  rename(drills, "港湾学校（Harbour School）");
  rename(example, "示例智行汽车（上海）有限公司");
  const auto own = pack_in("tests/packs/fire-drills");
  const auto other = pack_in("rules/shanghai-iov-2025");
  for (const char* as_of : {"2030-07-10", "2030-06-20", "2032-01-15"}) {
    all.push_back(judge(own, drills, as_of));
    all.push_back(judge(own, drills, as_of, missing_files));
  }
  for (const char* as_of : {"2025-11-10", "2025-06-01", "2027-03-01"}) {
    all.push_back(judge(other, example, as_of));
    all.push_back(judge(other, example, as_of, missing_files));
  }
  all.push_back(judge(other, "zhudun: 1\ncompany: {name: " + name + ", roles: [platform_operator]}\n", "2025-11-10"));
  return all;
}

}  // namespace support
