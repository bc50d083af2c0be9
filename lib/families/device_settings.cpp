#include "families/device_settings.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "base/bytes.h"
#include "base/local_network.h"
#include "base/text.h"

namespace presad {

namespace {

constexpr std::array<std::pair<std::string_view, PowerOn>, 4> power_on_words = {
    {{"device", PowerOn::device}, {"last", PowerOn::last}, {"on", PowerOn::on}, {"off", PowerOn::off}}};

/// Twelve hex digits, bare or in pairs with ':' or '-' between; upper case without them is what is kept.
std::string read_mac(config::Reader& reader) {
  const auto written = reader.text("mac", 1, 64);
  if (!written) return {};
  std::string digits;
  for (const char c : *written) {
    if (c != ':' && c != '-') digits += c;
  }
  const auto bytes = from_hex(digits);
  if (bytes && bytes->size() == 6) return to_upper(digits);
  reader.error("mac", reader.shown("mac") + " is not a MAC address", "twelve hex digits: 84:E3:42:7A:1B:2C");
  return {};
}

}  // namespace

DeviceSettings read_device_settings(config::Reader& reader, const std::string& topic) {
  DeviceSettings settings;
  settings.topic = topic;
  reader.has("type");
  settings.name = reader.text("name", 1, 64).value_or(topic);
  settings.mac = read_mac(reader);
  settings.power_on = reader.one_of("power_on", "a power_on", power_on_words).value_or(PowerOn::device);
  const std::optional<bool> never_restore_on = reader.boolean("never_restore_on");
  settings.never_restore_on = never_restore_on.value_or(false);
  if (!never_restore_on && (settings.power_on == PowerOn::on || settings.power_on == PowerOn::last)) {
    reader.warning(
        "power_on",
        "after a power cut this may be switched on in an empty house; say never_restore_on: true for a heater, "
        "or never_restore_on: false where that is meant");
  }
  return settings;
}

std::string read_local_address(config::Reader& reader) {
  const auto address = reader.text("address", 1, 64);
  if (!address) return {};
  switch (LocalNetwork().classify(*address)) {
    case AddressKind::local:
    case AddressKind::elsewhere:  // the inventory says whether it is allowed: settings.cpp
      return *address;
    case AddressKind::everywhere:
      reader.error("address", reader.shown("address") + " is not the address of one device");
      break;
    case AddressKind::not_numeric:
      reader.error("address", reader.shown("address") + " is not a numeric address", "10.0.0.129, or fd00::129");
      break;
  }
  return {};
}

}  // namespace presad
