#include "families/tuya/hardware_id.h"

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "base/text.h"
#include "crypto/digest.h"

namespace presad::tuya {

namespace {

constexpr std::size_t digits = 12;

/// Six bytes of the vendor's id's digest with the locally administered bit set and the group bit clear, so that it is a
/// valid MAC and equal to no real one (IEEE 802c).
std::string derive(const std::string& device_id) {
  auto digest = crypto::sha256(as_bytes(device_id));
  digest[0] = static_cast<std::uint8_t>((digest[0] | 0x02U) & 0xFEU);
  return to_upper(to_hex(ByteView(digest).first(digits / 2)));
}

bool is_hardware_id(std::string_view text) {
  return text.size() == digits &&
         std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F'); });
}

std::string_view find(const Facts& facts, std::string_view name) {
  const auto found = facts.find(name);
  return found == facts.end() ? std::string_view{} : std::string_view(found->second);
}

}  // namespace

std::string hardware_id(const TuyaSettings& settings, const Facts& remembered) {
  if (!settings.common.mac.empty()) return settings.common.mac;
  const std::string id = identity(settings);
  const std::string_view former = find(remembered, "hardware_id");
  // Another device may have had this topic.
  if (find(remembered, "device_id") == id && is_hardware_id(former)) return std::string(former);
  return derive(id);
}

}  // namespace presad::tuya
