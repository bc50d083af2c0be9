#include "config/difference.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "config/masked_lines.h"
#include "config/source.h"

namespace presad::config {

namespace {

constexpr std::size_t context = 3;

/// More pairs of lines than this are not compared: all of them count as replaced.
constexpr std::size_t most_pairs = 4'000'000;

struct Line {
  char mark = ' ';         ///< ' ', '-' or '+'
  std::size_t old_at = 0;  ///< how many lines of the old text come before it
  std::size_t new_at = 0;
};

/// The longest common part, by the textbook's table; what both begin and end with is taken off before.
std::vector<Line> compare(const std::vector<std::string>& before, const std::vector<std::string>& after) {
  std::size_t same = 0;
  while (same < before.size() && same < after.size() && before[same] == after[same]) ++same;
  std::size_t tail = 0;
  while (tail < before.size() - same && tail < after.size() - same &&
         before[before.size() - 1 - tail] == after[after.size() - 1 - tail]) {
    ++tail;
  }
  const std::size_t rows = before.size() - same - tail;
  const std::size_t columns = after.size() - same - tail;
  std::vector<std::uint32_t> common;
  const auto at = [&](std::size_t row, std::size_t column) -> std::uint32_t& {
    return common[row * (columns + 1) + column];
  };
  const bool small = (rows + 1) * (columns + 1) <= most_pairs;
  if (small) {
    common.assign((rows + 1) * (columns + 1), 0);
    for (std::size_t row = rows; row-- > 0;) {
      for (std::size_t column = columns; column-- > 0;) {
        at(row, column) = before[same + row] == after[same + column]
                              ? at(row + 1, column + 1) + 1
                              : std::max(at(row + 1, column), at(row, column + 1));
      }
    }
  }
  std::vector<Line> lines;
  std::size_t old_at = 0;
  std::size_t new_at = 0;
  const auto take = [&](char mark) {
    lines.push_back({mark, old_at, new_at});
    if (mark != '+') ++old_at;
    if (mark != '-') ++new_at;
  };
  while (old_at < same) take(' ');
  while (old_at < same + rows || new_at < same + columns) {
    const bool has_old = old_at < same + rows;
    const bool has_new = new_at < same + columns;
    if (small && has_old && has_new && before[old_at] == after[new_at]) {
      take(' ');
    } else if (has_old &&
               (!has_new || !small || at(old_at + 1 - same, new_at - same) >= at(old_at - same, new_at + 1 - same))) {
      take('-');
    } else {
      take('+');
    }
  }
  while (old_at < before.size()) take(' ');
  return lines;
}

std::string range(std::size_t first, std::size_t count) {
  return std::to_string(count == 0 ? first : first + 1) + (count == 1 ? std::string() : ',' + std::to_string(count));
}

}  // namespace

std::string render_difference(const std::string& file, std::string_view before, std::string_view after, Content content,
                              Secrets secrets) {
  const std::vector<std::string> old_lines = Source::make("", before)->lines;
  const std::vector<std::string> new_lines = Source::make("", after)->lines;
  const std::vector<Line> lines = compare(old_lines, new_lines);
  const bool hidden = secrets == Secrets::hidden;
  const std::vector<std::string> old_shown = hidden ? masked_lines(before, content) : old_lines;
  const std::vector<std::string> new_shown = hidden ? masked_lines(after, content) : new_lines;
  const auto is_change = [](const Line& line) { return line.mark != ' '; };

  std::string text;
  auto next = std::find_if(lines.begin(), lines.end(), is_change);
  while (next != lines.end()) {
    auto last = next;
    for (auto look = next; look != lines.end() && look - last <= static_cast<std::ptrdiff_t>(2 * context); ++look) {
      if (is_change(*look)) last = look;
    }
    const auto first = next - std::min<std::ptrdiff_t>(next - lines.begin(), context);
    const auto end = last + 1 + std::min<std::ptrdiff_t>(lines.end() - last - 1, context);
    const auto old_count = std::count_if(first, end, [](const Line& line) { return line.mark != '+'; });
    const auto new_count = std::count_if(first, end, [](const Line& line) { return line.mark != '-'; });
    text += "@@ -" + range(first->old_at, static_cast<std::size_t>(old_count)) + " +" +
            range(first->new_at, static_cast<std::size_t>(new_count)) + " @@\n";
    for (auto line = first; line != end; ++line) {
      text += line->mark + (line->mark == '+' ? new_shown[line->new_at] : old_shown[line->old_at]) + '\n';
    }
    next = std::find_if(end, lines.end(), is_change);
  }
  return text.empty() ? text : "--- " + file + "\n+++ " + file + '\n' + text;
}

}  // namespace presad::config
