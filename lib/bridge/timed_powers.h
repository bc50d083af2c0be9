// TimedPower: power commands that wait for their time. Pure. Source: lib/tasmota/DIALECT.md, 6.

#pragma once

#include <optional>
#include <vector>

#include "base/clock.h"
#include "tasmota/reply.h"

namespace presad::bridge {

class TimedPowers {
 public:
  /// An equal command that waits already is put off instead. Beyond the bound the oldest is dropped.
  void add(tasmota::TimedPower power, Timestamp now);
  /// Drops what waits for `relay`.
  void drop(unsigned relay);

  Timestamp due() const noexcept;
  std::optional<tasmota::TimedPower> take(Timestamp now);

  /// All that wait, each with the time that is left, oldest first.
  std::vector<tasmota::TimedPower> waiting(Timestamp now) const;

 private:
  struct Entry {
    tasmota::TimedPower power;
    Timestamp due{};
  };

  std::vector<Entry> entries_;
};

}  // namespace presad::bridge
