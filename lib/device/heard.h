// A device as it announces itself on the network, in the inventory or not. Pure.

#pragma once

#include <string>

#include "base/clock.h"

namespace presad {

struct HeardDevice {
  std::string id;           ///< the vendor's device_id
  std::string address;      ///< whence it came
  std::string version;      ///< "3.4"; empty when it does not say
  std::string product_key;  ///< the vendor's name of the model; may be empty
  bool known = false;       ///< it is in the inventory
  WallTime first{};         ///< since presad started
  WallTime last{};

  friend bool operator==(const HeardDevice&, const HeardDevice&) = default;
};

}  // namespace presad
