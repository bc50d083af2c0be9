#include "families/tuya/siblings.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.h"

namespace presad::tuya {

namespace {

using config::Diagnostics;
using config::Entry;
using config::Node;

/// The scalar behind `key`, or nullptr; of a broken device as well.
const Node* scalar(const Entry& device, std::string_view key) {
  const Entry* entry = device.value.find(key);
  return entry != nullptr && entry->value.kind == Node::Kind::scalar ? &entry->value : nullptr;
}

std::string first_use(const Entry& device, const Node& value) {
  return "also of " + printable(device.key) + ", at " + describe(value.place);
}

/// A sub-device has no id of its own that counts: its cid does, at its gateway.
void check_ids(std::span<const Entry* const> devices, Diagnostics& diagnostics) {
  std::map<std::string_view, const Entry*> ids;
  std::map<std::pair<std::string_view, std::string_view>, const Entry*> cids;
  for (const Entry* device : devices) {
    const Node* gateway = scalar(*device, "gateway");
    const Node* cid = scalar(*device, "cid");
    const Node* id = scalar(*device, "device_id");
    if (gateway != nullptr && cid != nullptr) {
      const auto [first, fresh] = cids.try_emplace({gateway->text, cid->text}, device);
      if (!fresh) {
        diagnostics.error(cid->place, "two sub-devices of one gateway have this cid",
                          first_use(*first->second, *scalar(*first->second, "cid")));
      }
    } else if (gateway == nullptr && id != nullptr) {
      const auto [first, fresh] = ids.try_emplace(id->text, device);
      if (!fresh) {
        diagnostics.error(id->place, "two devices have this device_id",
                          first_use(*first->second, *scalar(*first->second, "device_id")));
      }
    }
  }
}

void check_gateway(const Node& gateway, std::span<const Entry* const> devices, Diagnostics& diagnostics) {
  const auto found =
      std::find_if(devices.begin(), devices.end(), [&](const Entry* device) { return device->key == gateway.text; });
  if (found == devices.end()) {
    std::vector<std::string_view> topics;
    for (const Entry* device : devices) topics.emplace_back(device->key);
    const auto nearest = nearest_word(gateway.text, topics);
    diagnostics.error(gateway.place, "there is no tuya device \"" + printable(gateway.text) + '"',
                      nearest ? "did you mean \"" + printable(*nearest) + "\"?" : std::string());
  } else if ((*found)->value.find("gateway") != nullptr) {
    diagnostics.error(gateway.place, '"' + printable(gateway.text) + "\" is a sub-device itself", "name the gateway");
  }
}

}  // namespace

void check_siblings(std::span<const Entry* const> devices, Diagnostics& diagnostics) {
  check_ids(devices, diagnostics);
  for (const Entry* device : devices) {
    if (const Node* gateway = scalar(*device, "gateway")) check_gateway(*gateway, devices, diagnostics);
  }
}

}  // namespace presad::tuya
