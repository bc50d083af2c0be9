#include "inventory/fitness.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/text.h"

namespace presad {

namespace {

constexpr std::size_t longest_name = 64;
constexpr std::size_t longest_id = 64;
constexpr std::size_t key_length = 16;

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

bool is_text(std::string_view text) { return is_utf8(text) && std::none_of(text.begin(), text.end(), is_control); }

bool is_alphanumeric(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
}

bool is_id(std::string_view id) { return !id.empty() && id.size() <= longest_id && is_alphanumeric(id); }

std::optional<std::string> why_unfit_key(std::string_view key) {
  if (key.empty()) return "it has no local key: nothing of it can be had without the cloud";
  if (!is_text(key)) return "its local key holds a control character";
  if (key.size() == key_length) return std::nullopt;
  return "its local key has " + std::to_string(key.size()) + " bytes and not 16: is it a device of the local network?";
}

/// On one line, without blanks at its ends, cut at a character's end.
std::string fit_name(std::string name) {
  if (!is_utf8(name)) return {};
  std::replace_if(name.begin(), name.end(), is_control, ' ');
  if (name.size() > longest_name) {
    std::size_t end = longest_name;
    while (end > 0 && (static_cast<unsigned char>(name[end]) & 0xC0U) == 0x80U) --end;
    name.resize(end);
  }
  const std::size_t first = name.find_first_not_of(' ');
  if (first == std::string::npos) return {};
  return name.substr(first, name.find_last_not_of(' ') - first + 1);
}

bool is_version(std::string_view version) {
  constexpr std::array<std::string_view, 5> versions = {"3.1", "3.2", "3.3", "3.4", "3.5"};
  return std::find(versions.begin(), versions.end(), version) != versions.end();
}

bool is_mac(std::string_view mac) {
  std::string digits;
  for (const char c : mac) {
    if (c != ':' && c != '-') digits += c;
  }
  return digits.size() == 12 && from_hex(digits).has_value();
}

}  // namespace

std::optional<std::string> why_unfit(const FoundDevice& device) {
  if (!device.objection.empty()) return device.objection;
  if (device.type != "tuya") {
    if (device.address.empty()) return "it has no address";
    return is_text(device.password.reveal()) && is_text(device.username)
               ? std::nullopt
               : std::optional<std::string>("its user name or password holds a control character");
  }
  const bool below_gateway = !device.gateway.empty();
  if (below_gateway) {
    if (device.cid.empty()) return "it is a sub-device without a cid (node_id)";
    if (!is_text(device.cid) || device.cid.size() > longest_id) return "its cid is none";
    return device.device_id.empty() || is_id(device.device_id) ? std::nullopt
                                                               : std::optional<std::string>("its device_id is none");
  }
  if (!is_id(device.device_id)) return "its device_id is none: letters and digits, at most 64";
  if (device.key_to_come && device.local_key.empty()) return std::nullopt;
  return why_unfit_key(device.local_key.reveal());
}

FoundDevice made_fit(FoundDevice device, const LocalNetwork& network) {
  device.name = fit_name(std::move(device.name));
  if (network.classify(device.address) != AddressKind::local) device.address.clear();
  if (!is_version(device.version)) device.version.clear();
  if (!is_mac(device.mac)) device.mac.clear();
  return device;
}

}  // namespace presad
