#include "inventory/foreign/fields.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "base/text.h"

namespace presad::foreign {

namespace {

const std::initializer_list<std::string_view> id_names = {"id", "device_id", "devId", "gwId"};
const std::initializer_list<std::string_view> key_names = {"local_key", "key", "localKey", "localkey"};

bool says_nothing(std::string_view text) {
  constexpr std::array<std::string_view, 5> words = {"n/a", "auto", "none", "null", "unknown"};
  return std::any_of(words.begin(), words.end(), [text](auto word) { return equal_ignoring_case(text, word); });
}

std::string text_of(const Json& value) {
  if (const std::string* text = value.string()) return says_nothing(*text) ? std::string() : *text;
  if (const double* number = std::get_if<double>(&value.value)) {
    std::array<char, 32> digits{};
    std::snprintf(digits.data(), digits.size(), "%g", *number);
    return digits.data();
  }
  return {};
}

bool has(const Json& object, std::initializer_list<std::string_view> names) {
  return std::any_of(names.begin(), names.end(), [&](auto name) { return object.find(name) != nullptr; });
}

bool is_marked_sub(const Json& object) {
  const Json* const sub = object.find("sub");
  return sub != nullptr && sub->boolean() != nullptr && *sub->boolean();
}

}  // namespace

std::string text_under(const Json& object, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    const Json* const value = object.find(name);
    std::string text = value == nullptr ? std::string() : text_of(*value);
    if (!text.empty()) return text;
  }
  return {};
}

FoundDevice read_device(const Json& object, std::string_view id) {
  FoundDevice device;
  device.device_id = text_under(object, id_names);
  if (device.device_id.empty()) device.device_id = id;
  device.name = text_under(object, {"name", "friendly_name"});
  device.local_key = SecretText(text_under(object, key_names));
  device.address = text_under(object, {"ip", "last_ip", "address", "ipAddress", "host"});
  device.version = text_under(object, {"version", "ver", "protocol", "protocol_version"});
  device.mac = text_under(object, {"mac"});
  device.gateway = text_under(object, {"parent", "parent_id", "gateway_id", "parentId", "gatewayId"});
  const bool marked = is_marked_sub(object);
  if (marked || !device.gateway.empty()) {
    device.cid = text_under(object, {"node_id", "cid", "nodeId"});
    if (device.cid.empty() && !device.gateway.empty()) device.cid = text_under(object, {"uuid"});
  }
  if (device.device_id.starts_with("vdevo")) {
    device.objection = "it is a virtual device of the vendor's cloud";
  } else if (marked && device.cid.empty() && device.address.empty()) {
    device.objection = "it is a sub-device without a node_id: nothing on the local network answers for it";
  }
  return device;
}

bool is_device(const Json& object) { return has(object, id_names) && has(object, key_names); }

std::vector<FoundDevice> read_devices(const Json::Array& list) {
  std::vector<FoundDevice> devices;
  for (const Json& object : list) {
    if (is_device(object)) devices.push_back(read_device(object));
  }
  find_gateways(devices);
  return devices;
}

void find_gateways(std::vector<FoundDevice>& devices) {
  const auto is_sub = [&](const std::string& id) {
    return std::any_of(devices.begin(), devices.end(),
                       [&](const FoundDevice& other) { return other.device_id == id && !other.cid.empty(); });
  };
  for (FoundDevice& device : devices) {
    if (device.cid.empty() || !device.objection.empty()) continue;
    // tinytuya takes the first device with the same key for the parent: perhaps itself, or another sub-device.
    if (!device.gateway.empty() && !is_sub(device.gateway)) continue;
    const auto gateway = std::find_if(devices.begin(), devices.end(), [&](const FoundDevice& other) {
      return other.cid.empty() && !other.local_key.empty() && other.local_key == device.local_key;
    });
    if (gateway != devices.end()) {
      device.gateway = gateway->device_id;
    } else {
      device.gateway.clear();
      device.objection = "it is a sub-device, and its gateway is not told";
    }
  }
}

}  // namespace presad::foreign
