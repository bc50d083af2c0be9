#include "families/local_address.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <cstddef>

namespace presad {

namespace {

struct Ipv4Range {
  std::uint32_t prefix;
  unsigned bits;
};

constexpr std::array<Ipv4Range, 6> local_ipv4 = {{
    {0x7F000000, 8},   // 127.0.0.0/8
    {0x0A000000, 8},   // 10.0.0.0/8
    {0xAC100000, 12},  // 172.16.0.0/12
    {0xC0A80000, 16},  // 192.168.0.0/16
    {0xA9FE0000, 16},  // 169.254.0.0/16
    {0x64400000, 10},  // 100.64.0.0/10
}};

AddressKind classify_ipv4(std::uint32_t address) {
  if (address == 0 || address >= 0xE0000000) return AddressKind::everywhere;  // multicast, reserved, broadcast
  const bool local = std::any_of(local_ipv4.begin(), local_ipv4.end(), [address](const Ipv4Range& range) {
    return (address ^ range.prefix) >> (32 - range.bits) == 0;
  });
  return local ? AddressKind::local : AddressKind::elsewhere;
}

std::uint32_t ipv4_from(const std::uint8_t* bytes) {
  return std::uint32_t{bytes[0]} << 24U | std::uint32_t{bytes[1]} << 16U | std::uint32_t{bytes[2]} << 8U | bytes[3];
}

AddressKind classify_ipv6(const std::array<std::uint8_t, 16>& bytes) {
  const auto leading_zeros = std::find_if(bytes.begin(), bytes.end(), [](std::uint8_t b) { return b != 0; });
  const auto zeros = static_cast<std::size_t>(leading_zeros - bytes.begin());
  if (zeros == 10 && bytes[10] == 0xFF && bytes[11] == 0xFF) return classify_ipv4(ipv4_from(&bytes[12]));
  if (zeros == 16 || bytes[0] == 0xFF) return AddressKind::everywhere;
  if (zeros == 15 && bytes[15] == 1) return AddressKind::local;                  // ::1
  if ((bytes[0] & 0xFE) == 0xFC) return AddressKind::local;                      // fc00::/7
  if (bytes[0] == 0xFE && (bytes[1] & 0xC0) == 0x80) return AddressKind::local;  // fe80::/10
  return AddressKind::elsewhere;
}

/// An interface's name as Linux allows it.
bool is_zone(const std::string& zone) {
  return !zone.empty() && zone.size() < 16 &&
         std::all_of(
             zone.begin(), zone.end(), [](char c) { return c > ' ' && c < 0x7F && c != '/' && c != '%' && c != ':'; });
}

}  // namespace

AddressKind classify_address(const std::string& text) {
  // inet_pton reads up to a NUL.
  if (text.find('\0') != std::string::npos) return AddressKind::not_numeric;
  std::array<std::uint8_t, 16> bytes{};
  if (inet_pton(AF_INET, text.c_str(), bytes.data()) == 1) return classify_ipv4(ipv4_from(bytes.data()));
  const std::size_t percent = text.find('%');
  if (percent != std::string::npos && !is_zone(text.substr(percent + 1))) return AddressKind::not_numeric;
  if (inet_pton(AF_INET6, text.substr(0, percent).c_str(), bytes.data()) != 1) return AddressKind::not_numeric;
  return classify_ipv6(bytes);
}

}  // namespace presad
