#include "zhudun/lsp/server.h"

#include <algorithm>
#include <deque>
#include <set>

#include "lsp/frames.h"
#include "lsp/session.h"
#include "lsp/uri.h"
#include "zhudun/source/text.h"
#include "zhudun/wire/json.h"
#include "zhudun/write/uri.h"

namespace zhudun::lsp {
namespace {

using wire::JsonValue;
using write::JsonWriter;

enum : int {  // error codes of JSON-RPC and of the protocol
  kParseError = -32700,
  kInvalidRequest = -32600,
  kMethodNotFound = -32601,
  kInvalidParams = -32602,
  kNotInitialized = -32002,
  kCancelled = -32800,
};

using Answer = std::function<void(JsonWriter&)>;

void write_id(JsonWriter& out, const JsonValue& id) {
  out.key("id");
  if (const auto number = id.integer()) {
    out.integer(*number);
  } else if (const std::string* text = id.string()) {
    out.string(*text);
  } else {
    out.null();
  }
}

}  // namespace

class Server::Session {
 public:
  explicit Session(Host host) : host_(std::move(host)) {}

  void receive(std::string_view bytes) {
    frames_.add(bytes);
    for (const Frames::Frame& frame : frames_.take()) read(frame);
    while (!queue_.empty() && !status_) {
      const JsonValue message = std::move(queue_.front());
      queue_.pop_front();
      handle(message);
    }
    if (frames_.lost() && !status_) {
      send_error({}, kParseError, "a header has no end");
      status_ = 1;
    }
  }

  void settle() {
    for (auto& [uri, text] : texts_) judge(text);
  }

  void judge_all_again() {
    for (auto& [uri, text] : texts_) text.stale = true;
  }

  std::string take_output() { return std::exchange(output_, {}); }
  std::optional<int> status() const { return status_; }
  bool shut_down() const { return state_ == State::shut_down; }
  std::optional<std::int64_t> client_process() const { return client_process_; }

 private:
  enum class State : std::uint8_t { waiting, running, shut_down };

  void read(const Frames::Frame& frame) {
    using Kind = Frames::Frame::Kind;
    if (frame.kind == Kind::no_length) return send_error({}, kParseError, "a header has no Content-Length");
    if (frame.kind == Kind::too_large) return send_error({}, kInvalidRequest, "the message is too large");
    auto message = JsonValue::parse(frame.text);
    if (!message) return send_error({}, kParseError, "the message is no JSON");
    queue_.push_back(std::move(*message));
  }

  void handle(const JsonValue& message) {
    const std::string* method = message["method"].string();
    const bool request = message.has("id");
    if (!message.is_object() || (!method && !request)) return send_error({}, kInvalidRequest, "no message of JSON-RPC");
    if (!method) {
      // An answer to what was asked of the client; nothing hangs on it.
      if (message.has("result") || message.has("error")) return;
      return send_error(message["id"], kInvalidRequest, "the message has no method");
    }
    if (request) return answer(*method, message["id"], message["params"]);
    notice(*method, message["params"]);
  }

  void answer(const std::string& method, const JsonValue& id, const JsonValue& params) {
    if (state_ == State::waiting && method != "initialize")
      return send_error(id, kNotInitialized, "the first request is initialize");
    if (state_ == State::shut_down) return send_error(id, kInvalidRequest, "the server is shut down");
    if (method == "initialize") {
      if (state_ == State::running) return send_error(id, kInvalidRequest, "initialize was asked for before");
      return initialize(id, params);
    }
    if (cancelled(id)) return send_error(id, kCancelled, "cancelled");
    if (method == "shutdown") {
      state_ = State::shut_down;
      return send_result(id, [](JsonWriter& out) { out.null(); });
    }
    if (method == "workspace/executeCommand") return execute(id, params);
    about_text(method, id, params);
  }

  // Whether the client has taken the request back since.
  bool cancelled(const JsonValue& id) const {
    return std::any_of(queue_.begin(), queue_.end(), [&](const JsonValue& later) {
      const std::string* method = later["method"].string();
      return method && *method == "$/cancelRequest" && later["params"]["id"] == id;
    });
  }

  void initialize(const JsonValue& id, const JsonValue& params) {
    state_ = State::running;
    client_process_ = params["processId"].integer();
    const JsonValue& capabilities = params["capabilities"];
    for (const JsonValue& encoding : capabilities["general"]["positionEncodings"].items()) {
      if (const std::string* name = encoding.string(); name && *name == "utf-8") client_.encoding = Encoding::utf8;
    }
    const JsonValue& document = capabilities["textDocument"];
    for (const JsonValue& format : document["hover"]["contentFormat"].items()) {
      if (const std::string* name = format.string()) client_.markdown = client_.markdown || *name == "markdown";
    }
    client_.nested_symbols = document["documentSymbol"]["hierarchicalDocumentSymbolSupport"].is_true();
    client_.show_document = capabilities["window"]["showDocument"]["support"].is_true();
    client_.watches_files = capabilities["workspace"]["didChangeWatchedFiles"]["dynamicRegistration"].is_true();
    send_result(id, [&](JsonWriter& out) { write_capabilities(out); });
  }

  void write_capabilities(JsonWriter& out) const {
    out.begin_object();
    out.key("capabilities");
    out.begin_object();
    out.member("positionEncoding", std::string_view(client_.encoding == Encoding::utf8 ? "utf-8" : "utf-16"));
    out.key("textDocumentSync");
    out.begin_object();
    out.member("openClose", true);
    out.member("change", 1);  // the whole text
    out.member("save", true);
    out.end();
    out.member("hoverProvider", true);
    out.member("definitionProvider", true);
    out.member("documentSymbolProvider", true);
    out.key("codeLensProvider");
    out.begin_object();
    out.member("resolveProvider", false);
    out.end();
    out.key("completionProvider");
    out.begin_object();
    out.key("triggerCharacters");
    out.begin_array();
    for (const std::string_view character : {" ", ":", "-", "{", "["}) out.string(character);
    out.end();
    out.end();
    out.key("executeCommandProvider");
    out.begin_object();
    out.key("commands");
    out.begin_array();
    out.string(kShowRule);
    out.end();
    out.end();
    out.end();
    out.key("serverInfo");
    out.begin_object();
    out.member("name", std::string_view("zhudun"));
    out.member("version", std::string_view(host_.version));
    out.end();
    out.end();
  }

  void notice(const std::string& method, const JsonValue& params) {
    if (method == "exit") {
      status_ = state_ == State::shut_down ? 0 : 1;
      return;
    }
    if (state_ != State::running) return;
    if (method == "initialized") return register_watchers();
    if (method == "textDocument/didOpen") return open(params["textDocument"]);
    if (method == "textDocument/didChange") return change(params);
    if (method == "textDocument/didClose") return close(params["textDocument"]);
    if (method == "textDocument/didSave" || method == "workspace/didChangeWatchedFiles") {
      if (host_.forget_rules) host_.forget_rules();
      judge_all_again();
    }
  }

  void register_watchers() {
    if (!client_.watches_files) return;
    send([&](JsonWriter& out) {
      out.member("id", std::string_view("watch"));
      out.member("method", std::string_view("client/registerCapability"));
      out.key("params");
      out.begin_object();
      out.key("registrations");
      out.begin_array();
      out.begin_object();
      out.member("id", std::string_view("watch"));
      out.member("method", std::string_view("workspace/didChangeWatchedFiles"));
      out.key("registerOptions");
      out.begin_object();
      out.key("watchers");
      out.begin_array();
      for (const std::string_view pattern : {"**/*.csv", "**/*.yaml", "**/*.yml"}) {
        out.begin_object();
        out.member("globPattern", pattern);
        out.end();
      }
    });
  }

  void open(const JsonValue& document) {
    const std::string *uri = document["uri"].string(), *bytes = document["text"].string();
    if (!uri || !bytes) return;
    Text& text = texts_[*uri];
    text.uri = *uri;
    text.path = path_of_uri(*uri).value_or(*uri);
    text.version = document["version"].integer();
    replace(text, *bytes);
  }

  void change(const JsonValue& params) {
    const auto found = find(params);
    if (!found) return;
    found->version = params["textDocument"]["version"].integer();
    for (const JsonValue& one : params["contentChanges"].items()) {
      const std::string* bytes = one["text"].string();
      if (!bytes) continue;
      if (!one["range"].is_object()) {
        replace(*found, *bytes);
        continue;
      }
      // Not asked for, but said without doubt.
      const Lines lines(found->bytes, client_.encoding);
      const std::uint32_t begin = lines.offset(position(one["range"]["start"]));
      const std::uint32_t end = std::max(begin, lines.offset(position(one["range"]["end"])));
      replace(*found, found->bytes.substr(0, begin) + *bytes + found->bytes.substr(end));
    }
  }

  // A table that is edited changes the declarations that name it.
  void replace(Text& text, std::string bytes) {
    text.bytes = std::move(bytes);
    judge_all_again();
  }

  void close(const JsonValue& document) {
    const std::string* uri = document["uri"].string();
    const auto found = uri ? texts_.find(*uri) : texts_.end();
    if (found == texts_.end()) return;
    const std::vector<std::string> told_of = found->second.told_of;
    texts_.erase(found);
    for (const std::string& gone : told_of) publish(gone, std::nullopt, "[]");
    judge_all_again();
  }

  static Position position(const JsonValue& value) {
    const auto unit = [](const JsonValue& one) {
      return static_cast<std::uint32_t>(std::clamp<std::int64_t>(one.integer().value_or(0), 0, 0x7FFFFFFF));
    };
    return {unit(value["line"]), unit(value["character"])};
  }

  Text* find(const JsonValue& params) {
    const std::string* uri = params["textDocument"]["uri"].string();
    const auto found = uri ? texts_.find(*uri) : texts_.end();
    return found == texts_.end() ? nullptr : &found->second;
  }

  void about_text(const std::string& method, const JsonValue& id, const JsonValue& params) {
    static const std::set<std::string_view> known = {"textDocument/hover", "textDocument/definition",
                                                     "textDocument/codeLens", "textDocument/documentSymbol",
                                                     "textDocument/completion"};
    if (!known.contains(method)) return send_error(id, kMethodNotFound, "there is no method " + method);
    if (!params["textDocument"]["uri"].string()) return send_error(id, kInvalidParams, "no textDocument.uri is given");
    Text* text = find(params);
    const bool at_place =
        method == "textDocument/hover" || method == "textDocument/definition" || method == "textDocument/completion";
    if (at_place && !params["position"].is_object()) return send_error(id, kInvalidParams, "no position is given");
    if (text) judge(*text);
    if (!text || !text->judged) return send_result(id, [](JsonWriter& out) { out.null(); });
    const std::uint32_t offset = Lines(text->bytes, client_.encoding).offset(position(params["position"]));
    send_result(id, [&](JsonWriter& out) { write_answer(out, method, *text, offset); });
  }

  void write_answer(JsonWriter& out, const std::string& method, const Text& text, std::uint32_t offset) {
    if (method == "textDocument/hover") return write_hover(out, text, offset, host_, client_);
    if (method == "textDocument/codeLens") return write_lenses(out, text, host_, client_);
    if (method == "textDocument/documentSymbol") return write_symbols(out, text, client_);
    if (method == "textDocument/definition") return write_definition(out, text, offset);
    if (!text.judged->pack) return out.null();
    write_completion(out, text, *text.judged->pack, offset, host_);
  }

  // The rules of the findings there, the gravest first.
  void write_definition(JsonWriter& out, const Text& text, std::uint32_t offset) const {
    out.begin_array();
    std::set<std::string_view> seen;
    for (const Shown* one : at_offset(text, offset)) {
      if (!seen.insert(one->told->rule).second) continue;
      const auto place = place_of(*one->found->rule, host_, client_.encoding);
      if (!place) continue;
      out.begin_object();
      out.member("uri", std::string_view(place->uri));
      write(out, "range", place->range);
      out.end();
    }
    out.end();
  }

  void execute(const JsonValue& id, const JsonValue& params) {
    const std::string* command = params["command"].string();
    if (!command || *command != kShowRule) return send_error(id, kInvalidParams, "there is no such command");
    const auto& arguments = params["arguments"].items();
    const std::string* rule = arguments.empty() ? nullptr : arguments.front().string();
    const auto place = rule ? rule_place(*rule) : std::nullopt;
    if (place && client_.show_document) {
      send([&](JsonWriter& out) {
        out.member("id", std::string_view("show"));
        out.member("method", std::string_view("window/showDocument"));
        out.key("params");
        out.begin_object();
        out.member("uri", std::string_view(place->uri));
        out.member("takeFocus", true);
        write(out, "selection", place->range);
      });
    }
    send_result(id, [&](JsonWriter& out) { place ? out.string(place->uri) : out.null(); });
  }

  std::optional<RulePlace> rule_place(const std::string& id) const {
    for (const auto& [uri, text] : texts_) {
      if (!text.judged || !text.judged->pack) continue;
      for (const pack::Rule& rule : text.judged->pack->rules) {
        if (rule.id == id) return place_of(rule, host_, client_.encoding);
      }
    }
    return std::nullopt;
  }

  void judge(Text& text) {
    if (!std::exchange(text.stale, false)) return;
    std::map<std::string, std::string> held;
    for (const auto& [uri, one] : texts_) held[one.path] = one.bytes;
    text.shown.clear();
    text.judged = host_.judge(text.path, held);
    if (text.judged) text.shown = shown_of(*text.judged);
    tell(text);
  }

  // Diagnostics for the text and for each other file that something is found in; those told of before are emptied.
  void tell(Text& text) {
    std::map<const source::File*, std::string> uris;
    std::vector<std::string> told_of;
    if (text.judged) {
      if (text.file()) uris[text.file()] = text.uri;
      const auto add = [&](const source::File* file) {
        if (!file || uris.contains(file)) return;
        const bool absolute = file->name().starts_with('/');
        if (const auto path = absolute ? std::optional(file->name()) : host_.rule_path(*file))
          uris[file] = uri_of(*path);
      };
      for (const diag::Diagnostic& one : text.judged->diagnostics) {
        add(one.span.file);
        for (const diag::Label& label : one.labels) add(label.span.file);
      }
      for (const Shown& one : text.shown) add(one.anchor.file);
      std::map<std::pair<bool, std::string>, const source::File*> order;  // its own first
      for (const auto& [file, uri] : uris) order[{file != text.file(), uri}] = file;
      for (const auto& [key, file] : order) {
        std::string found;
        JsonWriter out(found);
        write_diagnostics(out, text, file, host_, client_, uris);
        if (file != text.file() && found == "[]") continue;
        publish(key.second, file == text.file() ? text.version : std::nullopt, found);
        told_of.push_back(key.second);
      }
    }
    for (const std::string& before : text.told_of) {
      if (std::find(told_of.begin(), told_of.end(), before) == told_of.end()) publish(before, std::nullopt, "[]");
    }
    text.told_of = std::move(told_of);
  }

  // As the editor calls it, if it has it open.
  std::string uri_of(const std::string& path) const {
    for (const auto& [uri, text] : texts_) {
      if (text.path == path) return uri;
    }
    return write::uri_of_path(path);
  }

  // The diagnostics as JSON.
  void publish(const std::string& uri, std::optional<std::int64_t> version, const std::string& diagnostics) {
    std::string message = R"({"jsonrpc":"2.0","method":"textDocument/publishDiagnostics","params":{"uri":)";
    message += write::json_string(uri);
    if (version) message += ",\"version\":" + std::to_string(*version);
    output_ += framed(message + ",\"diagnostics\":" + diagnostics + "}}");
  }

  void send(const Answer& members) {
    std::string message;
    JsonWriter out(message);
    out.begin_object();
    out.member("jsonrpc", std::string_view("2.0"));
    members(out);
    out.finish();
    output_ += framed(message);
  }

  void send_result(const JsonValue& id, const Answer& result) {
    send([&](JsonWriter& out) {
      write_id(out, id);
      out.key("result");
      result(out);
    });
  }

  void send_error(const JsonValue& id, int code, const std::string& message) {
    send([&](JsonWriter& out) {
      write_id(out, id);
      out.key("error");
      out.begin_object();
      out.member("code", code);
      out.member("message", std::string_view(source::printable(message)));
    });
  }

  Host host_;
  Frames frames_;
  std::deque<JsonValue> queue_;
  std::string output_;
  State state_ = State::waiting;
  Client client_;
  std::optional<std::int64_t> client_process_;
  std::optional<int> status_;
  std::map<std::string, Text> texts_;  // by URI
};

Server::Server(Host host) : session_(std::make_unique<Session>(std::move(host))) {}
Server::~Server() = default;

void Server::receive(std::string_view bytes) { session_->receive(bytes); }
void Server::settle() { session_->settle(); }
void Server::judge_all_again() { session_->judge_all_again(); }
std::string Server::take_output() { return session_->take_output(); }
std::optional<int> Server::ended() const { return session_->status(); }
int Server::deserted() const { return session_->shut_down() ? 0 : 1; }
std::optional<std::int64_t> Server::client_process() const { return session_->client_process(); }

}  // namespace zhudun::lsp
