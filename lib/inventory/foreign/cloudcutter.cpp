#include "inventory/foreign/fields.h"
#include "inventory/foreign/readers.h"

namespace presad::foreign {

Devices read_cloudcutter(const Json& json) {
  const bool own = json.find("device_id") != nullptr && json.find("local_key") != nullptr &&
                   json.find("uuid") != nullptr &&
                   (json.find("sec_key") != nullptr || json.find("auth_key") != nullptr);
  if (!own) return std::nullopt;
  FoundDevice device;
  device.device_id = text_under(json, {"device_id"});
  device.local_key = SecretText(text_under(json, {"local_key"}));
  device.name = text_under(json, {"device_slug", "profile_name"});
  return std::vector<FoundDevice>{device};
}

}  // namespace presad::foreign
