// The language server protocol (3.17) for declarations. In: bytes of the client. Out: bytes for it. What a text means
// is asked of the host, so that an editor is told what `check` tells; nothing here reads files, clocks or streams.
// Promised: any bytes are answered as the protocol says, none ends the program. Judging waits until nothing more comes
// (settle) or someone asks for its outcome.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "zhudun/check/check.h"
#include "zhudun/diag/diagnostic.h"
#include "zhudun/pack/pack.h"
#include "zhudun/report/report.h"
#include "zhudun/yaml/tree.h"

namespace zhudun::lsp {

// A declaration judged. Findings are absent where there are errors, the tree where it is no YAML, the pack where the
// rules are wrong.
struct Judged {
  std::shared_ptr<const void> kept;  // what all below points into
  const source::File* file = nullptr;
  const yaml::Tree* tree = nullptr;
  const pack::Pack* pack = nullptr;
  calendar::Date as_of;
  diag::Diagnostics diagnostics;
  std::optional<check::Findings> findings;
  std::optional<report::Declaration> report;
};

struct Host {
  // The declaration at that path, with the texts that the editor holds in place of files. Absent: it is none.
  std::function<std::optional<Judged>(const std::string& path, const std::map<std::string, std::string>& held)> judge;
  // Where an editor can open a file of the rules; absent: nowhere.
  std::function<std::optional<std::string>(const source::File& file)> rule_path;
  // Files have changed outside of the editor.
  std::function<void()> forget_rules;
  source::Language language = source::Language::zh;
  std::string version;
};

class Server {
 public:
  explicit Server(Host host);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  void receive(std::string_view bytes);
  // Judges what changed since and tells what was found.
  void settle();
  // Everything may be different now: another day, other files.
  void judge_all_again();
  // What waits to be sent, which is then forgotten.
  std::string take_output();
  // The exit status, once the client has asked for the end or the stream cannot be followed.
  std::optional<int> ended() const;
  // The exit status of a client that went away.
  int deserted() const;
  // The process that started it, if it said so.
  std::optional<std::int64_t> client_process() const;

 private:
  class Session;
  std::unique_ptr<Session> session_;
};

}  // namespace zhudun::lsp
