// What one line may hold of values: plain and quoted scalars, flow collections. The part of the fast reader that looks
// at a line; plain.cpp has what leads from line to line. In: the file's bytes and where to read. Out: nodes in the
// builder and true; or false as soon as something is not certain to be read as yaml-cpp does.
#pragma once

#include <cstdint>
#include <set>
#include <string_view>

#include "yaml/spelling.h"
#include "zhudun/yaml/builder.h"
#include "zhudun/yaml/parse.h"

namespace zhudun::yaml {

class PlainValues {
 protected:
  PlainValues(const source::File& file, const Limits& limits);

  char at(std::size_t i) const { return i < bytes_.size() ? bytes_[i] : '\n'; }
  bool blank_or_end(std::size_t i) const { return at(i) == ' ' || at(i) == '\n'; }
  source::Span span(std::size_t begin, std::size_t end) const {
    return {&file_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  }
  void skip_spaces() {
    while (at(at_) == ' ') ++at_;
  }
  void plain_scalar(std::size_t begin, std::size_t end) {
    builder_.plain(static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end));
  }
  // For a collection.
  bool room() const { return builder_.count() < limits_.nodes && builder_.depth() < limits_.depth; }

  // A value at at_ that is no block collection; at_ is then just behind it. `parent`: the column of the collection
  // around it.
  bool scalar_or_flow(int parent);
  // A literal or folded text; at_ is then at the line below.
  bool block_scalar(int parent);
  // The end of a key at at_, if there is one: a scalar, directly behind it a colon, then a space or the line's end. 0:
  // none.
  std::size_t key_end();
  // The scalar from at_ to `end`, as key_end() last found it, as a mapping's key.
  bool key_scalar(std::size_t end);
  bool has_duplicate(NodeId mapping);

  const source::File& file_;
  std::string_view bytes_;
  const Limits& limits_;
  TreeBuilder builder_;
  std::size_t at_ = 0;

 private:
  bool starts_plain(std::size_t i) const;
  bool certain(std::size_t begin, std::size_t end) const;
  bool certain_character(std::size_t i) const;
  std::size_t quote_end(std::size_t begin) const;
  bool plain();
  bool quoted(std::size_t end);
  bool flow(int parent);
  bool skip_in_flow();
  bool flow_collection();
  bool flow_key();
  bool flow_node();
  bool flow_scalar();
  bool flow_plain();

  bool key_is_certain_ = true;  // where key_end() looked: no character that readers treat unlike
  int parent_ = -1;             // of the flow collection at hand
  Decoded decoded_;
  std::set<std::string_view> keys_;  // no hash: keys can be made to share one
};

}  // namespace zhudun::yaml
