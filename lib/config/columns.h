// Bytes of a UTF-8 line <-> characters <-> columns of a terminal. Pure.
// Source: RFC 3629; Unicode 15 EastAsianWidth.txt, in the coarse.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace presad::config {

/// One character of a line as it is shown.
struct Cell {
  std::string text;        ///< what is printed; control characters and broken UTF-8 are "?", a tab is a space
  std::size_t width = 1;   ///< columns it takes: 0 (combining), 1 or 2 (East Asian, emoji)
  std::size_t column = 1;  ///< the byte it begins at, from 1
  std::size_t bytes = 1;   ///< how many it has in the file
};

std::vector<Cell> cells_of(std::string_view line);

/// The character that byte column `column` belongs to, from 1.
std::size_t character_column(std::string_view line, std::size_t column);

/// The byte column of the first byte that is no valid UTF-8; 0 when all are.
std::size_t first_broken_byte(std::string_view line);

}  // namespace presad::config
