// What is said when a person ends the program in the middle of what cannot be taken back.

#pragma once

#include <string>

namespace presad::cli {

/// While it lives, SIGINT and SIGTERM write `words` on a line of standard error, ahead of their usual effect: the
/// program ends by the signal, at once. A signal that is ignored stays so. One at a time.
class LastWords {
 public:
  /// At most 1 KiB is said. For a terminal already.
  explicit LastWords(const std::string& words);
  ~LastWords();
  LastWords(const LastWords&) = delete;
  LastWords& operator=(const LastWords&) = delete;
};

}  // namespace presad::cli
