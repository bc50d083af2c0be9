// A device that was found somewhere (in a file of another program, on the network, in the vendor's list) and may go
// into the inventory. Pure.

#pragma once

#include <string>
#include <string_view>

#include "base/secret.h"

namespace presad {

/// Empty texts are not known. What the inventory would refuse of name, address, version and mac is left out of it,
/// since a device does without them; a device whose id or key it would refuse is left out whole (inventory_edit.h).
struct FoundDevice {
  std::string_view type = "tuya";  ///< the word behind `type:`
  std::string topic;               ///< wished for; empty: made from the name
  std::string name;
  std::string device_id;
  SecretText local_key;
  bool key_to_come = false;  ///< heard on the network, where nobody tells keys: it may go in with an unknown one
  std::string address;
  std::string version;
  std::string mac;
  std::string gateway;   ///< of a sub-device: its gateway's device_id
  std::string cid;       ///< of a sub-device
  std::string username;  ///< of a Tasmota device's web server
  SecretText password;
  std::string objection;  ///< why it cannot go into an inventory, as far as the finder knows; mostly empty
};

}  // namespace presad
