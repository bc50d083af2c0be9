// Collects what is wrong with a set-up and prints it for a person: place, line, caret, cause, cure. Pure.
//
// All findings at once, in the order of the file. What may not be shown (a key, a password) is
// hidden in the quoted lines; those who read a file say what that is.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "config/source.h"

namespace presad::config {

/// What stands in the place of a secret.
inline constexpr std::string_view hidden_text = "••••";

enum class Severity : std::uint8_t {
  error,    ///< nothing is started
  warning,  ///< told, and no more
};

struct Finding {
  Severity severity = Severity::error;
  Place place;
  std::string message;  ///< what is wrong; never holds a secret
  std::string hint;     ///< what would be right; may be empty
};

/// A stretch of a file that is never printed.
struct Hidden {
  Place start;                   ///< `length` is not looked at
  std::uint32_t end_line = 0;    ///< the last line that is touched
  std::uint32_t end_column = 0;  ///< the first byte behind it on that line; 0: up to the line's end
};

class Diagnostics {
 public:
  void error(Place place, std::string message, std::string hint = {});
  void warning(Place place, std::string message, std::string hint = {});

  /// From now on `stretch` is shown as ••••, in findings that came before as well.
  void hide(Hidden stretch) { hidden_.push_back(std::move(stretch)); }

  bool has_errors() const noexcept { return errors_ != 0; }
  std::size_t errors() const noexcept { return errors_; }
  std::size_t warnings() const noexcept { return findings_.size() - errors_; }

  /// Ordered by file and position.
  std::vector<Finding> findings() const;

  /// All of it as text, each line ended; the closing line says what came of the errors. Empty when nothing
  /// was found. At most max_printed findings are written out, the rest is counted.
  std::string render(std::string_view consequence = "nothing was started") const;

 private:
  std::vector<Finding> findings_;
  std::vector<Hidden> hidden_;
  std::size_t errors_ = 0;
};

/// A file that is wrong in every line must not fill the journal.
inline constexpr std::size_t max_printed = 200;

}  // namespace presad::config
