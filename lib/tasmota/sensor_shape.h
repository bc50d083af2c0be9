// What a device's SENSOR holds, over all that it ever showed: a device that is away, or was just started, shows less,
// and Home Assistant removes what the newest discovery does not name. Pure.

#pragma once

#include <string>
#include <string_view>

#include "base/json.h"
#include "tasmota/view.h"

namespace presad::tasmota {

class SensorShape {
 public:
  /// Looks at SENSOR as it is now. True: it has a key that was not there before, or this is the first look.
  bool look(const View& view);

  /// Something was seen, by this object or by the one whose text was restored.
  bool known() const noexcept { return !text_.empty(); }

  /// A SENSOR object with every key so far, in Tasmota's order and with the values of the look that found the last one.
  Json sensors() const;

  /// For the store, and back; nothing changes where `text` is no SENSOR object.
  const std::string& save() const noexcept { return text_; }
  void restore(std::string_view text);

 private:
  std::string text_;  ///< a tenth of what it takes as values, and seldom read
};

}  // namespace presad::tasmota
