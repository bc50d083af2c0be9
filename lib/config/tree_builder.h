// Events of a YAML parser -> a tree of Nodes, with what we refuse of YAML. Pure; knows no library.

#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "config/diagnostics.h"
#include "config/document.h"
#include "config/source.h"

namespace presad::config {

/// Line and byte column, from 1.
struct Spot {
  std::uint32_t line = 0;
  std::uint32_t column = 0;
};

class TreeBuilder {
 public:
  /// Thrown when nothing more is worth reading; the finding is made already, on a line that was not understood whole.
  struct GivenUp {
    std::uint32_t line = 0;
  };

  TreeBuilder(std::shared_ptr<const Source> source, Content content, const Limits& limits, Diagnostics& diagnostics);

  void begin_document(Spot spot);
  void empty(Spot spot, bool anchored);
  void alias(Spot spot);
  void scalar(Spot spot, std::string_view tag, bool anchored, const std::string& value);
  void open(Node::Kind kind, Spot spot, std::string_view tag, bool anchored);
  void close();

  /// The root, once the parser is through.
  Node finish();

  /// When the parser gave up: what was read so far may stand in findings, so its secrets are hidden.
  void abandon();

  bool uses_secrets() const noexcept { return uses_secrets_; }

  /// Whether the last key read names a secret.
  bool inside_secret() const noexcept { return inside_secret_; }

 private:
  /// A list or a mapping that is not closed yet.
  struct Level {
    Node node;
    bool key_next = true;  ///< of a mapping: what comes is a key
    std::string key;
    Place key_place;
    std::unordered_map<std::string, Place> seen;
  };

  bool at_key() const;
  void count_node(Spot spot);
  void take_key(Place place, const std::string& text);
  void refuse_joined_secret(const Place& place, std::string_view text);
  void add(Node node);
  void check_anchor(Node& node, bool anchored);
  void check_tag(Node& node, std::string_view tag);
  void check_one_line(Node& node, bool closed_on_line);

  std::shared_ptr<const Source> source_;
  Content content_;
  Limits limits_;
  Diagnostics& diagnostics_;
  std::vector<Level> levels_;
  Node root_;
  std::size_t documents_ = 0;
  std::size_t nodes_ = 0;
  bool uses_secrets_ = false;
  bool inside_secret_ = false;
};

}  // namespace presad::config
