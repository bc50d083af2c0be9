#include "tasmota/view.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>

namespace presad::tasmota {

std::string default_hostname(std::string_view topic, std::string_view hardware_id) {
  const std::string_view last = hardware_id.substr(hardware_id.size() - std::min<std::size_t>(hardware_id.size(), 4));
  unsigned chip = 0;
  std::from_chars(last.data(), last.data() + last.size(), chip, 16);
  std::string name(topic);
  std::replace(name.begin(), name.end(), '_', '-');
  std::array<char, 16> number{};
  const int size =
      std::snprintf(number.data(), number.size(), "-%04u", chip & 0x1FFFU);  // 13 bits, as the firmware does
  return name.append(number.data(), static_cast<std::size_t>(size));
}

const std::string& device_name(const View& view) noexcept {
  return view.options.device_name ? *view.options.device_name : view.identity.device_name;
}

std::string friendly_name(const View& view, unsigned relay) {
  const auto& by_command = *view.options.friendly_names;
  if (relay <= by_command.size() && by_command[relay - 1]) return *by_command[relay - 1];
  const Identity& identity = view.identity;
  if (relay <= identity.friendly_names.size() && !identity.friendly_names[relay - 1].empty()) {
    return identity.friendly_names[relay - 1];
  }
  return relay == 1 ? identity.device_name : identity.device_name + std::to_string(relay);
}

unsigned power_on_state(PowerOn power_on) noexcept {
  switch (power_on) {
    case PowerOn::off:
      return 0;
    case PowerOn::on:
      return 1;
    case PowerOn::last:
    case PowerOn::device:
      break;
  }
  return 3;
}

std::string_view shown_address(const Condition& condition) noexcept {
  return condition.address.empty() ? std::string_view("0.0.0.0") : condition.address;
}

}  // namespace presad::tasmota
