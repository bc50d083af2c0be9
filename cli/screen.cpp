#include "cli/screen.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <string_view>

namespace presad::cli {

namespace {

constexpr std::size_t usual_height = 24;

std::size_t height_of(std::FILE* stream) {
  winsize size{};
  return ::ioctl(::fileno(stream), TIOCGWINSZ, &size) == 0 && size.ws_row > 1 ? size.ws_row : usual_height;
}

}  // namespace

bool is_terminal(std::FILE* stream) {
  const char* const kind = std::getenv("TERM");
  return ::isatty(::fileno(stream)) == 1 && kind != nullptr && *kind != '\0' && std::string_view(kind) != "dumb";
}

bool takes_color(std::FILE* stream) {
  const char* const refused = std::getenv("NO_COLOR");
  return is_terminal(stream) && (refused == nullptr || *refused == '\0');
}

void end_line_of_interrupt() {
  if (is_terminal(stderr)) std::fputc('\n', stderr);
}

void Screen::draw(const std::vector<std::string>& lines) {
  if (!live_ || lines.empty()) return;
  erase();
  const std::size_t room = std::min(lines.size(), height_of(stream_) - 1);
  std::string text = "\x1b[?7l";  // lines longer than the terminal is wide are cut, not wrapped
  for (std::size_t i = 0; i + 1 < room; ++i) text += lines[i] + "\r\n";
  text += lines.back() + "\r\n\x1b[?7h";
  std::fputs(text.c_str(), stream_);
  std::fflush(stream_);
  drawn_ = room;
}

void Screen::erase() {
  if (drawn_ == 0) return;
  std::fprintf(stream_, "\x1b[%zuA\r\x1b[J", drawn_);
  std::fflush(stream_);
  drawn_ = 0;
}

}  // namespace presad::cli
