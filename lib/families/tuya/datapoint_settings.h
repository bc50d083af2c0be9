// One row of the inventory's `datapoints:`. Pure.

#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace presad::tuya {

enum class DatapointType : std::uint8_t { boolean, integer, enumeration, string, bitmap, raw };

/// What a person says of one datapoint; it overrules the profile.
struct DatapointSettings {
  std::uint8_t id = 0;  ///< 1 to 255
  std::string name;     ///< Tuya's own word for what it does (docs/profiles.md); any other, or none: no more than raw
  std::optional<DatapointType> type;
  std::optional<unsigned> scale;  ///< the value is the integer / 10^scale
  std::string unit;               ///< empty: the usual one
  bool writable = true;

  friend bool operator==(const DatapointSettings&, const DatapointSettings&) = default;
};

}  // namespace presad::tuya
