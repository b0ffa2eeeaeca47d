// Listens to yaml-cpp's events and builds the tree. In: events, whose marks tell where a node begins, at best. Out:
// nodes with whole spans, and errors. yaml-cpp accepts much that is not YAML (a line without colon, a quote that is
// never closed) and tells no ends; so every byte between two scalars is read here once more and must be what the event
// says. A structure that does not fit ends the reading by Stop, after its error is noted; other errors are collected.
#pragma once

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/mark.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "yaml/cursor.h"
#include "yaml/spelling.h"
#include "zhudun/diag/diagnostic.h"
#include "zhudun/yaml/builder.h"
#include "zhudun/yaml/parse.h"

namespace zhudun::yaml {

struct Stop {};

struct Frame {
  NodeId node = 0;
  Kind kind = Kind::scalar;
  bool flow = false;
  bool pair = false;          // a single `key: value` as an item of a flow sequence: no brackets of its own
  bool explicit_key = false;  // the key at hand was begun with `?`
  int column = -1;            // of the entries; for a flow collection that of the block collection around it
  std::uint32_t children = 0;
  std::uint32_t key_begin = 0;
};

class Reader : public YAML::EventHandler {
 public:
  Reader(const source::File& file, diag::Diagnostics& diagnostics, const Limits& limits);

  void OnDocumentStart(const YAML::Mark& mark) override;
  void OnDocumentEnd() override;
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override;
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override;
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override;
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value style) override;
  void OnSequenceEnd() override { close(']'); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value style) override;
  void OnMapEnd() override;
  void OnAnchor(const YAML::Mark& mark, const std::string& name) override;

  // What an error of yaml-cpp's needs to be explained.
  const Cursor& cursor() const { return cursor_; }
  const std::vector<Frame>& open() const { return open_; }
  const std::vector<std::string>& anchor_names() const { return anchor_names_; }
  const Tree& so_far() const { return builder_.tree(); }

  void report(diag::Diagnostic diagnostic);
  [[noreturn]] void fail_flow_tokens(std::size_t most);
  Tree finish() && { return std::move(builder_).finish(); }

 private:
  // reader_structure.cpp: the bytes between nodes
  enum class Entry { present, absent };  // absent: a mapping's value without even a colon
  Entry enter(bool null);
  void enter_block_item(const Frame& frame);
  void enter_flow_item(const Frame& frame, bool null);
  void enter_key(Frame& frame);
  Entry enter_value(const Frame& frame, bool null);
  void expect_comma(const Frame& frame);
  void directives();
  void directive();
  void require_column(const Frame& frame);
  void require_inside(bool line_ended);
  bool goes_on(bool line_ended) const;
  void begin_block(Frame& frame, bool line_ended, const Properties& properties);
  Properties properties();
  void fail_if_unclosed(source::Span stopped);
  [[noreturn]] void expected(std::string_view what, std::string help = {});
  [[noreturn]] void fail(std::string code, source::Span span, std::string message, std::string help = {});

  // reader.cpp: the nodes
  void open(Kind kind, const std::string& tag, YAML::anchor_t anchor, YAML::EmitterStyle::value style);
  void close(char bracket);
  Spelling read_scalar(std::uint32_t mark, const std::string& value, const Properties& before, Style& style);
  void check_key(std::string_view text, source::Span span, Style style);
  void check_plain(source::Span span);
  void check_duplicates(NodeId mapping);
  void report_duplicate(NodeId first, NodeId second);
  std::optional<ScalarType> tagged_type(const std::string& tag, const Properties& properties, std::string_view text);
  void check_collection_tag(const std::string& tag, const Properties& properties, Kind kind);
  void report_tag(std::string_view name, source::Span tag, std::string_view value);
  void remember(YAML::anchor_t anchor, NodeId node);
  void limit_nodes(std::size_t more, std::optional<source::Span> at = {});
  bool in_flow() const { return !open_.empty() && open_.back().flow; }
  bool at_key() const;
  int column() const { return open_.empty() ? -1 : open_.back().column; }

  diag::Diagnostics& diagnostics_;
  const Limits& limits_;
  Cursor cursor_;
  TreeBuilder builder_;
  std::vector<Frame> open_;
  std::vector<NodeId> anchors_;  // by yaml-cpp's number
  std::vector<std::string> anchor_names_;
  Decoded decoded_;
  std::uint32_t mark_offset_;  // yaml-cpp does not count a byte-order mark
  std::size_t errors_ = 0;
};

}  // namespace zhudun::yaml
