// A text file as a person wrote it, and places in it. Pure.
//
// Lines and columns count from 1. Columns count bytes here, as yaml-cpp does; what a person is shown
// counts characters (diagnostics.h).

#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace presad::config {

/// One file's lines, without their ends. Shared by all places in it; never changed once made.
struct Source {
  std::string file;  ///< its name, as a person would type it
  std::vector<std::string> lines;

  /// Splits `text` at \n and \r\n.
  static std::shared_ptr<const Source> make(std::string file, std::string_view text);

  /// The line `number`, or nothing when there is none.
  std::string_view line(std::size_t number) const noexcept;
};

/// Some bytes of one line. Line 0: the file as a whole.
struct Place {
  std::shared_ptr<const Source> source;
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  std::uint32_t length = 0;
};

/// "/etc/presad/presad.yaml:14:14", the column in characters; of a file as a whole its name alone.
std::string describe(const Place& place);

}  // namespace presad::config
