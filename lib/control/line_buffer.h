// Bytes as they come, lines as they are wanted; bounded. Pure.

#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace presad::control {

class LineBuffer {
 public:
  /// `limit`: bytes that are kept, in lines that are complete or not.
  explicit LineBuffer(std::size_t limit) : limit_(limit) {}

  /// False, and nothing is taken: there would be more than `limit` bytes then.
  [[nodiscard]] bool append(std::string_view bytes);

  /// The next complete line, without its line feed.
  std::optional<std::string> take();

  /// Whether take() would give one.
  bool has_line();

  /// How many bytes may still come.
  std::size_t room() const noexcept { return limit_ - kept_.size(); }
  bool empty() const noexcept { return kept_.empty(); }

 private:
  const std::size_t limit_;
  std::string kept_;
  std::size_t searched_ = 0;  ///< bytes without a line feed: an endless line is looked through once
};

}  // namespace presad::control
