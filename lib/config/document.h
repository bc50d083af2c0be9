// YAML text -> a tree of nodes, each with its place; the one door to yaml-cpp. Pure.
//
// Stricter than YAML where a person would be surprised: doubled keys, anchors, aliases, merge keys,
// tags other than !secret, tabs in the indentation and a second document are refused with a place
// and a cure. Scalars stay the text that was written: 3.10 is not 3.1, ON may be a name.
// What the keys mean is read with reader.h.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/diagnostics.h"
#include "config/source.h"

namespace presad::config {

struct Entry;

struct Node {
  enum class Kind : std::uint8_t {
    empty,  ///< nothing was written
    scalar,
    list,
    mapping,
    refused,  ///< already a finding: whoever reads it adds none
  };

  Kind kind = Kind::empty;
  std::string text;             ///< of a scalar, quotes and escapes undone; of a !secret its value once resolved
  bool quoted = false;          ///< written with quotes, so never a number or a word of the language
  bool hidden = false;          ///< text must not be shown
  std::string secret;           ///< the name behind !secret; else empty
  std::vector<Node> items;      ///< of a list
  std::vector<Entry> entries;   ///< of a mapping, as written; doubled keys stay in it, as findings
  Place place;                  ///< of what was written; of an empty node: its key
  std::optional<Place> origin;  ///< of a resolved secret: its value in the secrets' file
  std::uint32_t end_line = 0;   ///< where what comes next begins; see extent()
  std::uint32_t end_column = 0;

  /// All that was written, up to what comes next: what is hidden when it must not be shown.
  Hidden extent() const { return {place, end_line, end_column}; }

  /// The first entry `key`, or nullptr.
  const Entry* find(std::string_view key) const noexcept;
};

struct Entry {
  std::string key;
  Place key_place;
  Node value;
};

/// What a text may hold; more is a finding. Input never decides how much memory is used.
struct Limits {
  std::size_t bytes = std::size_t{4096} * 1024;  ///< more than 10,000 devices need
  std::size_t line = std::size_t{64} * 1024;     ///< bytes of one line: each is laid out anew for every finding in it
  std::size_t nodes = 200'000;                   ///< names and values; 10,000 devices of seven settings have 160,000
  std::size_t depth = 16;
};

/// What the text is for: of a secrets' file no value is ever shown.
enum class Content : std::uint8_t { settings, secrets };

class Document {
 public:
  /// Reads `text`. What is wrong goes to `diagnostics`; of a text that is no YAML the root stays empty.
  /// `file` is the name to show.
  static Document parse(std::string file, std::string_view text, Diagnostics& diagnostics,
                        Content content = Content::settings, const Limits& limits = {});

  const Node& root() const noexcept { return root_; }

  /// The file as a whole, for findings that have no line.
  Place whole() const { return {source_, 0, 0, 0}; }

  /// Every `!secret name` in it.
  bool uses_secrets() const noexcept { return uses_secrets_; }

  /// Puts the values of `secrets` (a mapping of names to scalars) where `!secret name` stands. Unknown names
  /// are errors, unused ones warnings. With nullptr every use is an error that says `absence`.
  void resolve_secrets(const Document* secrets, std::string_view absence, Diagnostics& diagnostics);

 private:
  std::shared_ptr<const Source> source_;
  Node root_;
  bool uses_secrets_ = false;
};

/// True for keys whose value is a secret, and for what one may have mistyped as one ("locak_key", "passwort").
bool names_a_secret(std::string_view key);

}  // namespace presad::config
