#include "control/line_buffer.h"

namespace presad::control {

bool LineBuffer::append(std::string_view bytes) {
  if (bytes.size() > room()) return false;
  kept_ += bytes;
  return true;
}

bool LineBuffer::has_line() {
  const std::size_t end = kept_.find('\n', searched_);
  searched_ = end == std::string::npos ? kept_.size() : end;
  return end != std::string::npos;
}

std::optional<std::string> LineBuffer::take() {
  if (!has_line()) return std::nullopt;
  std::string line = kept_.substr(0, searched_);
  kept_.erase(0, searched_ + 1);
  searched_ = 0;
  if (kept_.empty()) kept_ = std::string();  // gives the memory back
  return line;
}

}  // namespace presad::control
