#include "inventory/known_devices.h"

#include <utility>

#include "config/document.h"

namespace presad {

namespace {

using config::Entry;
using config::Node;

std::string text_of(const Node& mapping, std::string_view key) {
  const Entry* const entry = mapping.find(key);
  return entry != nullptr && entry->value.kind == Node::Kind::scalar ? entry->value.text : std::string();
}

}  // namespace

std::optional<KnownDevices> read_known_devices(const std::string& file, std::string_view inventory,
                                               config::Diagnostics& diagnostics) {
  const config::Document document = config::Document::parse(file, inventory, diagnostics);
  if (diagnostics.has_errors()) return std::nullopt;
  KnownDevices known;
  if (auto ranges = parse_address_ranges(text_of(document.root(), "allow_addresses"))) {
    known.network = LocalNetwork(std::move(*ranges));
  }
  const Entry* const devices = document.root().find("devices");
  if (devices == nullptr) return known;
  for (const Entry& entry : devices->value.entries) {
    std::string device_id = text_of(entry.value, "device_id");
    if (text_of(entry.value, "type") != "tuya" || entry.value.find("gateway") != nullptr || device_id.empty()) continue;
    std::string name = text_of(entry.value, "name");
    known.devices.push_back(
        {entry.key, name.empty() ? entry.key : name, std::move(device_id), text_of(entry.value, "address")});
  }
  return known;
}

}  // namespace presad
