// A part of the terminal that is drawn anew again and again; nothing where there is no terminal.

#pragma once

#include <cstddef>
#include <cstdio>
#include <string>
#include <vector>

namespace presad::cli {

/// Whether `stream` is a terminal that obeys (TERM is set and not "dumb").
bool is_terminal(std::FILE* stream);

/// Whether colours are wanted on `stream`: a terminal, and no NO_COLOR (https://no-color.org).
bool takes_color(std::FILE* stream);

/// Where a person's Ctrl-C ends a program in good order, the terminal has written "^C" on a line that nobody ends.
void end_line_of_interrupt();

class Screen {
 public:
  explicit Screen(std::FILE* stream) : stream_(stream), live_(is_terminal(stream)) {}
  ~Screen() { erase(); }
  Screen(const Screen&) = delete;
  Screen& operator=(const Screen&) = delete;

  bool live() const noexcept { return live_; }

  /// `lines` in place of what was drawn last: as many as there is room for, each cut at the terminal's edge, and the
  /// last one in any case.
  void draw(const std::vector<std::string>& lines);

  /// Takes away what was drawn last.
  void erase();

 private:
  std::FILE* stream_;
  bool live_;
  std::size_t drawn_ = 0;  ///< lines
};

}  // namespace presad::cli
