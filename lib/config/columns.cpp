#include "config/columns.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#include "base/text.h"

namespace presad::config {

namespace {

using Range = std::pair<std::uint32_t, std::uint32_t>;

constexpr std::array<Range, 6> zero_width = {
    {{0x0300, 0x036F}, {0x1AB0, 0x1AFF}, {0x200B, 0x200F}, {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}, {0xFEFF, 0xFEFF}}};
constexpr std::array<Range, 9> double_width = {{{0x1100, 0x115F},
                                                {0x2E80, 0xA4CF},
                                                {0xAC00, 0xD7A3},
                                                {0xF900, 0xFAFF},
                                                {0xFE30, 0xFE6F},
                                                {0xFF00, 0xFF60},
                                                {0xFFE0, 0xFFE6},
                                                {0x1F300, 0x1FAFF},
                                                {0x20000, 0x3FFFD}}};

template <std::size_t N>
bool within(std::uint32_t point, const std::array<Range, N>& ranges) {
  return std::any_of(ranges.begin(), ranges.end(),
                     [point](const Range& range) { return point >= range.first && point <= range.second; });
}

std::uint32_t byte_at(std::string_view text, std::size_t index) { return static_cast<unsigned char>(text[index]); }

/// How many bytes the character at the front has; 0 when it is broken.
std::size_t sequence_length(std::string_view rest) {
  const std::uint32_t first = byte_at(rest, 0);
  const std::size_t length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  return length <= rest.size() && is_utf8(rest.substr(0, length)) ? length : 0;
}

std::uint32_t code_point(std::string_view sequence) {
  if (sequence.size() == 1) return byte_at(sequence, 0);
  std::uint32_t point = byte_at(sequence, 0) & (0x7FU >> sequence.size());
  for (std::size_t i = 1; i < sequence.size(); ++i) point = (point << 6U) | (byte_at(sequence, i) & 0x3FU);
  return point;
}

bool is_control(std::uint32_t point) { return point < 0x20 || (point >= 0x7F && point < 0xA0); }

}  // namespace

std::vector<Cell> cells_of(std::string_view line) {
  std::vector<Cell> cells;
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t length = sequence_length(line.substr(at));
    Cell cell{"?", 1, at + 1, std::max<std::size_t>(length, 1)};
    if (length != 0) {
      const std::string_view sequence = line.substr(at, length);
      const std::uint32_t point = code_point(sequence);
      if (point == '\t') {
        cell.text = " ";
      } else if (!is_control(point)) {
        cell.text = sequence;
        cell.width = within(point, zero_width) ? 0 : within(point, double_width) ? 2 : 1;
      }
    }
    at += cell.bytes;
    cells.push_back(std::move(cell));
  }
  return cells;
}

std::size_t character_column(std::string_view line, std::size_t column) {
  if (column == 0) return 0;
  return cells_of(line.substr(0, std::min(column - 1, line.size()))).size() + 1;
}

std::size_t first_broken_byte(std::string_view line) {
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t length = sequence_length(line.substr(at));
    if (length == 0) return at + 1;
    at += length;
  }
  return 0;
}

}  // namespace presad::config
