#include "zhudun/yaml/plain.h"

#include <vector>

#include "yaml/plain_values.h"
#include "yaml/usual_keys.h"
#include "zhudun/source/same.h"
#include "zhudun/yaml/encoding.h"

namespace zhudun::yaml {
namespace {

class PlainReader : private PlainValues {
 public:
  PlainReader(const source::File& file, const Limits& limits) : PlainValues(file, limits) {}

  std::optional<Tree> read() {
    if (holds('\t') || holds('\r') || bom_size(file_) > 0) return std::nullopt;
    while (next_line()) {
      if (!line()) return std::nullopt;
    }
    if (open_.empty()) return std::nullopt;  // an empty file, or one text
    while (!open_.empty()) {
      if (!close()) return std::nullopt;
    }
    return std::move(builder_).finish();
  }

 private:
  // An open block collection. A mapping is pending between a key and its value, a sequence between dash and item.
  struct Frame {
    NodeId node = 0;
    std::uint32_t column = 0;
    bool mapping = false;
    bool pending = false;
    bool usual = true;           // all keys so far are those of the mapping before it
    std::uint32_t empty_at = 0;  // where an absent value stands
    std::size_t keys = 0;
  };

  // A key that may begin at at_.
  struct Key {
    std::size_t end = 0;  // 0: none does
    bool usual = false;   // it is the one expected here
  };

  Key key_at(std::string_view expected) {
    const std::size_t end = at_ + expected.size();
    if (!expected.empty() && at(end) == ':' && source::same(bytes_.substr(at_, expected.size()), expected) &&
        blank_or_end(end + 1))
      return {end, true};
    return {key_end(), false};
  }

  std::uint32_t column(std::size_t i) const { return static_cast<std::uint32_t>(i - line_); }
  bool holds(char c) const { return bytes_.find(c) != std::string_view::npos; }

  // To the first sign of the next line that holds more than a comment.
  bool next_line() {
    while (at_ < bytes_.size()) {
      line_ = at_;
      skip_spaces();
      if (at_ >= bytes_.size()) return false;
      if (at(at_) != '\n' && at(at_) != '#') return true;
      end_line();
    }
    return false;
  }

  void end_line() {
    const std::size_t end = bytes_.find('\n', at_);
    at_ = end == std::string_view::npos ? bytes_.size() : end + 1;
  }

  // What may follow a value on its line: nothing, or a comment after a space.
  bool rest_of_line() {
    const std::size_t from = at_;
    skip_spaces();
    if (at(at_) == '#' && at_ == from) return false;
    if (at(at_) != '\n' && at(at_) != '#') return false;
    end_line();
    return true;
  }

  bool is_marker() const {
    const std::string_view three = bytes_.substr(line_, 3);
    return three == "---" || three == "...";
  }

  bool at_dash() const { return at(at_) == '-' && blank_or_end(at_ + 1); }

  // One line with something on it, its indentation skipped.
  bool line() {
    const std::uint32_t indent = column(at_);
    if (indent == 0 && is_marker()) return false;
    if (open_.empty()) return indent == 0 && builder_.count() == 0 && block_collection(at_dash() ? Key{} : key_at({}));
    while (open_.size() > 1 && open_.back().column > indent) {
      if (!close()) return false;
    }
    Frame& top = open_.back();
    if (top.column > indent) return false;
    if (top.column < indent) return top.pending && block_node();
    if (top.mapping && at_dash()) {  // a sequence at its key's own column
      return top.pending && block_node();
    }
    if (!top.mapping && !at_dash()) {  // its end, where its key's mapping goes on
      if (!close() || open_.empty() || open_.back().column != indent || !open_.back().mapping) return false;
    }
    return entry();
  }

  // The next key or dash of the innermost collection.
  bool entry() {
    fill_pending();
    const Frame& top = open_.back();
    return top.mapping ? key(key_at(top.usual ? usual_.at(top.column, top.keys) : std::string_view())) : dash();
  }

  void fill_pending() {
    Frame& top = open_.back();
    if (!top.pending) return;
    plain_scalar(top.empty_at, top.empty_at);
    top.pending = false;
  }

  bool dash() {
    ++at_;
    Frame& top = open_.back();
    top.pending = true;
    top.empty_at = static_cast<std::uint32_t>(at_);
    return room() && value_on_line(true);
  }

  // What stands behind a dash or a key's colon; pending stays where nothing does.
  bool value_on_line(bool after_dash) {
    const std::size_t from = at_;
    skip_spaces();
    if (at(at_) == '\n' || (at(at_) == '#' && at_ > from)) {
      end_line();
      return true;
    }
    if (after_dash) return block_node();
    open_.back().pending = false;
    return single_value();
  }

  // A node of a block: a collection that begins here, or a single value.
  bool block_node() {
    if (at_dash()) return block_collection({});
    if (const Key key = key_at(usual_.at(column(at_), 0)); key.end != 0) return block_collection(key);
    open_.back().pending = false;
    return single_value();
  }

  // One value that is no block collection, and the rest of its line or lines.
  bool single_value() {
    const int parent = static_cast<int>(open_.back().column);
    if (at(at_) == '|' || at(at_) == '>') return block_scalar(parent);
    return scalar_or_flow(parent) && rest_of_line();
  }

  // At its first dash, or at its first key, which ends there.
  bool block_collection(Key first) {
    if (!room()) return false;
    if (!open_.empty()) open_.back().pending = false;
    const bool mapping = !at_dash();
    Frame frame;
    frame.mapping = mapping;
    frame.column = column(at_);
    frame.node = mapping ? builder_.begin_mapping(span(at_, at_)) : builder_.begin_sequence(span(at_, at_));
    open_.push_back(frame);
    return mapping ? key(first) : dash();
  }

  bool close() {
    fill_pending();
    const Frame frame = open_.back();
    open_.pop_back();
    builder_.end();
    if (!frame.mapping || (frame.usual && frame.keys == usual_.count(frame.column))) return true;
    if (has_duplicate(frame.node)) return false;
    usual_.keep(frame.column, builder_.tree(), frame.node);
    return true;
  }

  bool key(Key key) {
    if (key.end == 0 || builder_.count() + 2 > limits_.nodes) return false;
    if (key.usual) {
      plain_scalar(at_, key.end);
    } else if (!key_scalar(key.end)) {
      return false;
    }
    at_ = key.end + 1;
    Frame& top = open_.back();
    top.usual = top.usual && key.usual;
    ++top.keys;
    top.pending = true;
    top.empty_at = static_cast<std::uint32_t>(at_);
    return value_on_line(false);
  }

  std::vector<Frame> open_;
  UsualKeys usual_;
  std::size_t line_ = 0;
};

}  // namespace

std::optional<Tree> read_plain(const source::File& file, const Limits& limits) {
  return PlainReader(file, limits).read();
}

}  // namespace zhudun::yaml
