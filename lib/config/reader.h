// A typed cursor over one mapping of the inventory; it remembers which keys were asked for. Pure.
//
// Every question gives nothing both when the key is missing and when its value is wrong; the latter
// (and a missing required key) is a finding. Whoever reads asks for everything, then looks at
// Diagnostics::has_errors(): so that all findings are told at once.

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/secret.h"
#include "config/diagnostics.h"
#include "config/document.h"
#include "config/survey.h"

namespace presad::config {

class Reader {
 public:
  /// `node` and `diagnostics` outlive the Reader. `owner` is pointed at for what is missing (the mapping's
  /// key), `subject` names the mapping in messages: "a tuya device". A node that is no mapping is a
  /// finding here; an empty one has no keys. Whatever is asked is noted in `survey`, if there is one.
  Reader(const Node& node, Place owner, std::string subject, Diagnostics& diagnostics, Survey* survey = nullptr);

  const std::string& subject() const noexcept { return subject_; }
  void rename(std::string subject) { subject_ = std::move(subject); }
  Diagnostics& diagnostics() const noexcept { return *diagnostics_; }

  /// Whether `key` was written; counts as asked.
  bool has(std::string_view key);

  /// A missing `key` becomes a finding; the hint says what to write. Gives has().
  bool require(std::string_view key, std::string hint = {});

  /// Text as written, `shortest` to `longest` bytes, without control characters.
  std::optional<std::string> text(std::string_view key, std::size_t shortest = 1, std::size_t longest = 256);

  /// The same, and never shown: neither here nor in a quoted line.
  std::optional<SecretText> secret(std::string_view key, std::size_t shortest = 1, std::size_t longest = 256);

  /// A whole number in decimal digits.
  std::optional<std::int64_t> integer(std::string_view key, std::int64_t least, std::int64_t most);

  /// A number with or without a point: -12.5.
  std::optional<double> number(std::string_view key, double least, double most);

  /// A number of seconds, with or without a point: 30, 0.05.
  std::optional<Duration> seconds(std::string_view key, Duration least, Duration most);

  /// Of `key`, which was read as `number`: whether it is 0, for never, or `least` and more. Else it is a finding, which
  /// names `most` too.
  bool never_or_at_least(std::string_view key, double number, double least, double most);

  /// true, false, yes, no, on, off.
  std::optional<bool> boolean(std::string_view key);

  /// The index of the value among `words` (exact). `noun` is what it should have been: "a Tuya version".
  std::optional<std::size_t> one_of(std::string_view key, std::string_view noun,
                                    std::span<const std::string_view> words);

  /// The value of the pair whose word was written.
  template <class Value, std::size_t N>
  std::optional<Value> one_of(std::string_view key, std::string_view noun,
                              const std::array<std::pair<std::string_view, Value>, N>& table) {
    std::array<std::string_view, N> words;
    for (std::size_t i = 0; i < N; ++i) words[i] = table[i].first;
    const auto index = one_of(key, noun, words);
    if (!index) return std::nullopt;
    return table[*index].second;
  }

  /// A list of whole numbers, at most `longest`, each once.
  std::optional<std::vector<std::int64_t>> integers(std::string_view key, std::int64_t least, std::int64_t most,
                                                    std::size_t longest);

  /// A list of mappings, one Reader each, at most `longest`; empty when missing.
  std::vector<Reader> mappings(std::string_view key, const std::string& item_subject, std::size_t longest);

  /// A mapping below this one; a missing one has no keys, and its owner is this one's.
  Reader mapping(std::string_view key, std::string mapping_subject);

  /// The entries of a mapping whose keys are names and not words of ours, in their order.
  const std::vector<Entry>& entries(std::string_view key);

  /// For one of the entries of `key`.
  Reader entry(std::string_view key, const Entry& entry, std::string entry_subject);

  /// Every key that nobody asked for is an error, with the nearest one that somebody did ask for.
  void no_more_keys();

  /// Hides the values of all keys that nobody asked for, without a finding: for a mapping that is given up early.
  void hide_the_rest();

  /// From now on the value of `key` is not shown.
  void hide(std::string_view key);

  /// A finding at the value of `key`; at its key when it has none, at the owner when it is missing.
  void error(std::string_view key, std::string message, std::string hint = {});
  void warning(std::string_view key, std::string message, std::string hint = {});

  /// Where such a finding points.
  Place place_of(std::string_view key) const;

  /// The value of `key` in quotes for a message, cut if long, •••• if it must not be shown.
  std::string shown(std::string_view key) const;

 private:
  const Node* ask(std::string_view key);
  const Node* ask_scalar(std::string_view key, std::string_view expected);
  bool asked(std::string_view key) const noexcept;
  void note(std::string_view key, Question::Kind kind, double least = 0, double most = 0, std::size_t longest = 0);
  Survey* survey_inside(std::string_view key, Question::Kind kind, std::size_t longest = 0);

  const Node* node_;
  Place owner_;
  std::string subject_;
  Diagnostics* diagnostics_;
  std::vector<std::string> asked_;
  Survey* survey_;
};

}  // namespace presad::config
