#include <algorithm>
#include <utility>

#include "inventory/foreign/fields.h"
#include "inventory/foreign/readers.h"

namespace presad::foreign {

namespace {

/// `options` lie over `data`, as Home Assistant lays them.
std::string entry_text(const Json& entry, std::initializer_list<std::string_view> names) {
  for (const char* const part : {"options", "data"}) {
    const Json* const object = entry.find(part);
    std::string text = object == nullptr ? std::string() : text_under(*object, names);
    if (!text.empty()) return text;
  }
  return {};
}

FoundDevice read_localtuya_device(const Json& object, std::string_view id) {
  FoundDevice device = read_device(object, id);
  device.cid = text_under(object, {"node_id"});
  if (!device.cid.empty()) device.address.clear();  // its gateway's
  return device;
}

void read_localtuya(const Json& entry, std::vector<FoundDevice>& devices) {
  const Json* const data = entry.find("data");
  if (data == nullptr) return;
  const Json* const all = data->find("devices");
  if (all == nullptr || all->object() == nullptr) {
    if (data->find("device_id") != nullptr) devices.push_back(read_localtuya_device(*data, {}));
    return;
  }
  for (const auto& [id, object] : *all->object()) {
    if (object.object() != nullptr) devices.push_back(read_localtuya_device(object, id));
  }
}

/// device_id, host, key and version are the gateway's when there is a device_cid; the gateway may have no entry itself.
void read_tuya_local(const Json& entry, std::vector<FoundDevice>& devices) {
  FoundDevice device;
  device.device_id = entry_text(entry, {"device_id"});
  if (device.device_id.empty()) return;
  device.local_key = SecretText(entry_text(entry, {"local_key"}));
  device.address = entry_text(entry, {"host"});
  device.version = entry_text(entry, {"protocol_version"});
  const std::string cid = entry_text(entry, {"device_cid"});
  const std::string title = text_under(entry, {"title"});
  if (cid.empty()) {
    device.name = title;
    devices.push_back(std::move(device));
    return;
  }
  FoundDevice child;
  child.name = title;
  child.gateway = device.device_id;
  child.cid = cid;
  devices.push_back(std::move(child));
  devices.push_back(std::move(device));
}

/// A gateway that was told by its sub-devices as well is one device, under its own name.
void join_gateways(std::vector<FoundDevice>& devices) {
  std::vector<FoundDevice> joined;
  for (FoundDevice& device : devices) {
    const auto same = std::find_if(joined.begin(), joined.end(), [&](const FoundDevice& other) {
      return device.cid.empty() && other.cid.empty() && other.device_id == device.device_id &&
             other.local_key == device.local_key;
    });
    if (same == joined.end()) {
      joined.push_back(std::move(device));
    } else if (same->name.empty()) {
      same->name = device.name;
    }
  }
  devices = std::move(joined);
}

}  // namespace

Devices read_home_assistant(const Json& json) {
  const Json* const key = json.find("key");
  const Json* const data = json.find("data");
  const Json* const entries = data == nullptr ? nullptr : data->find("entries");
  const bool own = key != nullptr && key->string() != nullptr && *key->string() == "core.config_entries";
  if (!own || entries == nullptr || entries->array() == nullptr) return std::nullopt;
  std::vector<FoundDevice> devices;
  for (const Json& entry : *entries->array()) {
    const std::string domain = text_under(entry, {"domain"});
    if (domain == "localtuya") read_localtuya(entry, devices);
    if (domain == "tuya_local") read_tuya_local(entry, devices);
  }
  join_gateways(devices);
  find_gateways(devices);
  return devices;
}

}  // namespace presad::foreign
