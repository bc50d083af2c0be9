#include "cloud/device_list.h"

#include <algorithm>

#include "cloud/answer.h"

namespace presad::cloud {

namespace {

constexpr std::size_t longest_id = 64;
constexpr std::size_t longest_text = 256;
constexpr std::size_t key_size = 16;

std::string word_of(const Json& object, std::string_view key) {
  std::string text = text_of(object, key, longest_id);
  return is_word(text, longest_id) ? text : std::string();
}

bool is_true(const Json& object, std::string_view key) {
  const Json* const value = object.find(key);
  return value != nullptr && value->boolean() != nullptr && *value->boolean();
}

void fill(std::string& target, std::string text) {
  if (target.empty()) target = std::move(text);
}

void fill_in(Device& device, const Json& object) {
  fill(device.name, text_of(object, "name", longest_text));
  fill(device.owner, word_of(object, "uid"));
  fill(device.category, text_of(object, "category", longest_text));
  fill(device.product_id, text_of(object, "product_id", longest_text));
  fill(device.product_name, text_of(object, "product_name", longest_text));
  fill(device.model, text_of(object, "model", longest_text));
  fill(device.uuid, text_of(object, "uuid", longest_text));
  fill(device.gateway_id, word_of(object, "gateway_id"));
  fill(device.node_id, word_of(object, "node_id"));
  device.sub = device.sub || is_true(object, "sub");
  const std::string key = text_of(object, "local_key", longest_text);
  if (device.local_key.empty() && key.size() == key_size) device.local_key = SecretText(key);
}

/// Twelve hex digits, with or without a sign between the pairs.
bool is_hardware_address(std::string_view text) {
  std::size_t digits = 0;
  for (const char c : text) {
    const bool digit = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    if (!digit && c != ':' && c != '-') return false;
    digits += digit ? 1 : 0;
  }
  return digits == 12;
}

}  // namespace

void DeviceList::add(const Json::Array& list) {
  for (const Json& object : list) {
    const std::string id = word_of(object, "id");
    if (id.empty()) {
      ++unreadable_;
      continue;
    }
    Device* device = find(id);
    if (device == nullptr) {
      if (devices_.size() == max_devices) {
        ++too_many_;
        continue;
      }
      device = &devices_.emplace_back();
      device->id = id;
    }
    fill_in(*device, object);
  }
}

void DeviceList::add_hardware(const Json::Array& list) {
  for (const Json& object : list) {
    Device* const device = find(word_of(object, "id"));
    if (device == nullptr) continue;
    const std::string mac = text_of(object, "mac", longest_id);
    if (is_hardware_address(mac)) fill(device->mac, mac);
    fill(device->uuid, text_of(object, "uuid", longest_text));
  }
}

std::vector<std::string> DeviceList::owners() const {
  std::vector<std::string> owners;
  for (const Device& device : devices_) {
    if (!device.owner.empty() && std::find(owners.begin(), owners.end(), device.owner) == owners.end()) {
      owners.push_back(device.owner);
    }
  }
  return owners;
}

Device* DeviceList::find(std::string_view id) noexcept {
  const auto found = std::find_if(devices_.begin(), devices_.end(), [&](const Device& one) { return one.id == id; });
  return found == devices_.end() ? nullptr : &*found;
}

}  // namespace presad::cloud
