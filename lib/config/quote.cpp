#include "config/quote.h"

#include <algorithm>
#include <cstddef>

#include "config/columns.h"

namespace presad::config {

namespace {

/// A quoted line is cut to so many columns, with some of it left of the caret.
constexpr std::size_t screen_width = 100;
constexpr std::size_t left_of_caret = 40;
constexpr std::size_t number_width = 5;

/// Bytes [from, until) of a line, from 1.
struct Stretch {
  std::size_t from = 0;
  std::size_t until = 0;
};

std::size_t first_nonblank(std::string_view line) {
  const std::size_t at = line.find_first_not_of(" \t");
  return at == std::string_view::npos ? line.size() + 1 : at + 1;
}

/// Where what is hidden ends on the line on which something else begins at `column`: in front of the
/// commas, brackets and blanks between the two, so that these stay to be seen. `own_line`: it began further up.
std::size_t end_before(std::string_view line, std::size_t from, std::size_t column, bool own_line) {
  const std::string_view between = line.substr(from - 1, column - from);
  if (own_line && between.find_first_not_of(" \t-?") == std::string_view::npos) return from;
  const std::size_t last = between.find_last_not_of(" \t,}]");
  return last == std::string_view::npos ? from : from + last + 1;
}

/// What `hidden` covers of line `number`; empty when nothing.
Stretch covered(const Hidden& hidden, std::string_view line, std::size_t number) {
  if (number < hidden.start.line || number > hidden.end_line) return {};
  const std::size_t from = number == hidden.start.line ? hidden.start.column : first_nonblank(line);
  const std::size_t whole = line.size() + 1;
  if (number < hidden.end_line || hidden.end_column == 0) return {from, whole};
  if (hidden.end_column <= from) return {};
  const bool own_line = number != hidden.start.line;
  return {from, end_before(line, from, std::min<std::size_t>(hidden.end_column, whole), own_line)};
}

/// The cells of the line with each hidden stretch as four bullets.
std::vector<Cell> visible_cells(std::string_view line, std::vector<Stretch> stretches) {
  std::sort(stretches.begin(), stretches.end(), [](const Stretch& a, const Stretch& b) { return a.from < b.from; });
  std::vector<Cell> shown;
  std::size_t hidden_until = 0;
  auto next = stretches.begin();
  for (Cell& cell : cells_of(line)) {
    for (; next != stretches.end() && next->from <= cell.column; ++next) {
      if (next->until <= hidden_until) continue;
      if (hidden_until < next->from) shown.push_back({std::string(hidden_text), 4, next->from, 0});
      hidden_until = next->until;
      shown.back().bytes = hidden_until - shown.back().column;
    }
    if (cell.column >= hidden_until) shown.push_back(std::move(cell));
  }
  return shown;
}

/// The caret's column among what is shown, from 0, and how wide it is.
struct Caret {
  std::size_t offset = 0;
  std::size_t width = 0;
};

Caret caret_under(const std::vector<Cell>& cells, const Place& place) {
  Caret caret;
  for (const Cell& cell : cells) {
    if (cell.column + cell.bytes <= place.column) caret.offset += cell.width;
    if (cell.column + cell.bytes > place.column && cell.column < place.column + place.length) {
      caret.width += cell.width;
    }
  }
  caret.width = std::max<std::size_t>(caret.width, 1);
  return caret;
}

/// The text of `cells`, at most screen_width columns around the caret; moves the caret with it.
std::string cut_around(const std::vector<Cell>& cells, Caret& caret) {
  std::size_t total = 0;
  for (const Cell& cell : cells) total += cell.width;
  const bool fits = total <= screen_width;
  const std::size_t from = fits || caret.offset <= left_of_caret ? 0 : caret.offset - left_of_caret;
  const std::size_t until = fits ? total : from + screen_width;

  std::string text;
  std::size_t offset = 0;
  std::size_t dropped = 0;
  for (const Cell& cell : cells) {
    if (offset < from) {
      dropped += cell.width;
    } else if (offset + cell.width <= until) {
      text += cell.text;
    }
    offset += cell.width;
  }
  if (from != 0) text.insert(0, "…");
  if (until < total) text += "…";
  caret.offset = caret.offset - dropped + (from != 0 ? 1 : 0);
  caret.width = std::min(caret.width, screen_width - left_of_caret);
  return text;
}

}  // namespace

std::string quote(const Place& place, const std::vector<Hidden>& hidden, const std::string& hint) {
  const std::string_view line = place.source->line(place.line);
  std::vector<Stretch> stretches;
  for (const Hidden& one : hidden) {
    if (one.start.source != place.source) continue;
    const Stretch stretch = covered(one, line, place.line);
    if (stretch.from < stretch.until) stretches.push_back(stretch);
  }
  const std::vector<Cell> cells = visible_cells(line, std::move(stretches));
  Caret caret = caret_under(cells, place);
  const std::string text = cut_around(cells, caret);

  const std::string number = std::to_string(place.line);
  std::string out(number_width > number.size() ? number_width - number.size() : 0, ' ');
  const std::string gutter(std::max(number_width, number.size()), ' ');
  out += number + " | " + text + '\n';
  out += gutter + " | " + std::string(caret.offset, ' ') + '^' + std::string(caret.width - 1, '~');
  if (!hint.empty()) out += "  " + hint;
  return out + '\n';
}

}  // namespace presad::config
