// Topics of the dialect: prefix, device topic and last level of a full topic, both ways.
//
// Pure. What the last level means is command_word.h's business; the fallback topics, which follow no
// FullTopic, are fallback_topic.h's. Source: DIALECT.md, 1.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace presad::tasmota {

/// Commands come in under cmnd, answers go out under stat, reports under tele.
enum class Prefix : std::uint8_t { cmnd, stat, tele };

/// "cmnd", "stat", "tele".
std::string_view text(Prefix prefix) noexcept;

/// The parts of an incoming topic, borrowed from it.
struct ParsedTopic {
  Prefix prefix = Prefix::cmnd;
  std::string_view topic;       ///< a device's, a group's or a client's; never empty
  std::string_view last_level;  ///< for cmnd the command word; empty when the topic ends in '/'

  friend bool operator==(const ParsedTopic&, const ParsedTopic&) = default;
};

/// May stand for %topic%, for a device or a group: one level of valid UTF-8, at most 64 bytes, without wildcards,
/// white space and control characters, and neither a prefix nor a `$` topic.
bool is_device_topic(std::string_view topic) noexcept;

/// A house's FullTopic, e.g. "%prefix%/%topic%/".
class FullTopic {
 public:
  /// Tasmota's default, "%prefix%/%topic%/".
  FullTopic();

  /// Reads `pattern` as Tasmota does: '#', '+' and blanks are dropped, "//" becomes "/", a missing '/' at the end is
  /// added, and without %prefix% commands alone get one more level, "cmnd".
  /// Errors: `bad_config`: not exactly one %topic%, more than one %prefix%, two tokens in one level, another
  /// token (%hostname%, %id%), an invalid character, or more than 100 bytes.
  static Result<FullTopic> from_pattern(std::string_view pattern);

  /// As it was read: cleaned, with the '/' at its end.
  const std::string& pattern() const noexcept { return pattern_; }

  /// The topic of `topic`'s `last_level`; an empty last level gives the front part with its '/' at the end.
  std::string build(Prefix prefix, std::string_view topic, std::string_view last_level) const;

  /// The topic filter for `last_level` of every device; the one level that holds the topic becomes '+'.
  std::string filter(Prefix prefix, std::string_view last_level) const;
  std::string command_filter() const { return filter(Prefix::cmnd, "#"); }  ///< "cmnd/+/#"
  std::string lwt_filter() const { return filter(Prefix::tele, "LWT"); }    ///< "tele/+/LWT"

  /// Takes `topic` apart; nothing when it does not have this shape. Only the last level counts, those between
  /// are skipped ("cmnd/plug/a/b/POWER" is POWER). Without %prefix% in the pattern everything that is no
  /// command is called tele. Borrows, allocates nothing.
  std::optional<ParsedTopic> parse(std::string_view topic) const noexcept;

  friend bool operator==(const FullTopic&, const FullTopic&) = default;

 private:
  enum class Kind : std::uint8_t { text, prefix, topic };
  struct Piece {
    Kind kind = Kind::text;
    std::string text;

    friend bool operator==(const Piece&, const Piece&) = default;
  };
  using Pieces = std::vector<Piece>;

  static std::optional<ParsedTopic> match(const Pieces& pieces, Prefix assumed, std::string_view topic) noexcept;

  std::string pattern_;
  Pieces commands_;  ///< the shape of cmnd topics
  Pieces reports_;   ///< the shape of stat and tele topics: the same, unless the pattern lacks %prefix%
};

}  // namespace presad::tasmota
