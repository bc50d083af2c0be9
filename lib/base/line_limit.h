// How many lines one subject may write: what repeats for ever must not fill somebody's SD card. Pure.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/clock.h"

namespace presad {

class LineLimit {
 public:
  static constexpr unsigned most_lines = 120;  ///< of one subject in one window
  static constexpr Duration window = std::chrono::minutes(1);
  static constexpr std::size_t most_subjects = 16'384;  ///< beyond, whoever is new is not limited

  struct Verdict {
    bool write = true;
    unsigned left_out = 0;  ///< lines of the last window that were not written, to be told ahead of this one
  };

  Verdict on_line(std::string_view subject, Timestamp now);

 private:
  struct Count {
    Timestamp began{};
    unsigned lines = 0;
  };

  void forget_old(Timestamp now);

  std::unordered_map<std::string, Count> counts_;
};

}  // namespace presad
