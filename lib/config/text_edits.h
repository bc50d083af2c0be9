// Changes to a text, collected by their places and made at once: whatever is not named stays as it was. Pure.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "config/source.h"

namespace presad::config {

class TextEdits {
 public:
  /// Places are those of Source::make(text), that is without a byte order mark; one in front is kept.
  explicit TextEdits(std::string text);

  /// The byte that line and column, both from 1, stand for; the text's end when there is no such line.
  std::size_t offset(std::uint32_t line, std::uint32_t column) const noexcept;
  std::size_t offset(const Place& place) const noexcept { return offset(place.line, place.column); }

  const std::string& original() const noexcept { return text_; }

  /// The bytes from `from` on are replaced; stretches must not overlap.
  void replace(std::size_t from, std::size_t length, std::string by);

  /// Whole lines behind line `line` (0: in front of all), each ended as the text ends its lines. Later calls for one
  /// line come behind earlier ones.
  void insert_lines(std::uint32_t line, const std::vector<std::string>& lines);

  bool empty() const noexcept { return edits_.empty(); }

  /// The text with all of it done.
  std::string apply() const;

 private:
  struct Edit {
    std::size_t from = 0;
    std::size_t length = 0;
    std::string by;
    bool whole_lines = false;
  };

  std::string text_;
  std::string line_end_ = "\n";
  std::vector<std::size_t> starts_;  ///< of each line
  std::vector<Edit> edits_;
};

}  // namespace presad::config
