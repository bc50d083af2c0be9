#include "base/local_network.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <optional>
#include <utility>

namespace presad {

namespace {

constexpr unsigned mapped_bits = 96;  ///< of ::ffff:0.0.0.0/96
constexpr unsigned widest_ipv4 = 8;
constexpr unsigned widest_ipv6 = 16;

constexpr AddressBytes mapped(std::uint8_t a, std::uint8_t b = 0, std::uint8_t c = 0, std::uint8_t d = 0) {
  return {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, a, b, c, d};
}

constexpr AddressBytes loopback_ipv6 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

// systemd/presad.service.in says the same to the kernel; tests/systemd compares the two.
constexpr std::array<AddressRange, 8> local_ranges = {{
    {mapped(127), mapped_bits + 8},
    {mapped(10), mapped_bits + 8},
    {mapped(172, 16), mapped_bits + 12},
    {mapped(192, 168), mapped_bits + 16},
    {mapped(169, 254), mapped_bits + 16},
    {loopback_ipv6, 128},
    {{0xFE, 0x80}, 10},
    {{0xFC}, 7},
}};

// 0.0.0.0, multicast, reserved and broadcast; :: and multicast.
constexpr std::array<AddressRange, 5> everywhere_ranges = {{
    {mapped(0), 128},
    {mapped(224), mapped_bits + 4},
    {mapped(240), mapped_bits + 4},
    {{}, 128},
    {{0xFF}, 8},
}};

template <class Ranges>
bool any_contains(const Ranges& ranges, const AddressBytes& address) {
  return std::any_of(ranges.begin(), ranges.end(), [&](const AddressRange& range) { return range.contains(address); });
}

/// An interface's name as Linux allows it.
bool is_zone(const std::string& zone) {
  return !zone.empty() && zone.size() < 16 &&
         std::all_of(
             zone.begin(), zone.end(), [](char c) { return c > ' ' && c < 0x7F && c != '/' && c != '%' && c != ':'; });
}

struct Parsed {
  AddressBytes bytes{};
  bool ipv4 = false;
};

std::optional<Parsed> parse(const std::string& text) {
  // inet_pton reads up to a NUL.
  if (text.find('\0') != std::string::npos) return std::nullopt;
  std::array<std::uint8_t, 4> ipv4{};
  if (inet_pton(AF_INET, text.c_str(), ipv4.data()) == 1)
    return Parsed{mapped(ipv4[0], ipv4[1], ipv4[2], ipv4[3]), true};
  const std::size_t percent = text.find('%');
  if (percent != std::string::npos && !is_zone(text.substr(percent + 1))) return std::nullopt;
  Parsed parsed;
  if (inet_pton(AF_INET6, text.substr(0, percent).c_str(), parsed.bytes.data()) != 1) return std::nullopt;
  return parsed;
}

Error no_range(std::string_view text, const char* why) {
  return {ErrorKind::bad_config, '"' + std::string(text) + "\" " + why};
}

LocalNetwork& of_this_process() {
  static LocalNetwork network;
  return network;
}

}  // namespace

bool AddressRange::contains(const AddressBytes& address) const noexcept {
  const std::size_t whole = bits / 8;
  if (!std::equal(first.begin(), first.begin() + static_cast<std::ptrdiff_t>(whole), address.begin())) return false;
  const unsigned rest = bits % 8;
  return rest == 0 || (first[whole] ^ address[whole]) >> (8 - rest) == 0;
}

Result<AddressRange> parse_address_range(std::string_view text) {
  const std::size_t slash = text.find('/');
  const std::optional<Parsed> address = parse(std::string(text.substr(0, slash)));
  if (!address || text.find('%') != std::string_view::npos) return no_range(text, "is no address and no range of them");
  const unsigned most = address->ipv4 ? 32 : 128;
  unsigned bits = most;
  if (slash != std::string_view::npos) {
    const std::string_view number = text.substr(slash + 1);
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), bits);
    const bool whole = error == std::errc() && end == number.data() + number.size();
    if (!whole || bits > most) return no_range(text, "is no address and no range of them");
  }
  if (bits < (address->ipv4 ? widest_ipv4 : widest_ipv6)) return no_range(text, "is far more than a local network");
  return AddressRange{address->bytes, bits + (address->ipv4 ? mapped_bits : 0)};
}

Result<std::vector<AddressRange>> parse_address_ranges(std::string_view text) {
  std::vector<AddressRange> ranges;
  while (true) {
    const std::size_t begin = text.find_first_not_of(", ");
    if (begin == std::string_view::npos) return ranges;
    text.remove_prefix(begin);
    const std::string_view word = text.substr(0, text.find_first_of(", "));
    const Result<AddressRange> range = parse_address_range(word);
    if (!range) return range.error();
    ranges.push_back(*range);
    text.remove_prefix(word.size());
  }
}

AddressKind LocalNetwork::classify(const std::string& text) const {
  const std::optional<Parsed> address = parse(text);
  if (!address) return AddressKind::not_numeric;
  if (any_contains(everywhere_ranges, address->bytes)) return AddressKind::everywhere;
  const bool local = any_contains(local_ranges, address->bytes) || any_contains(allowed_, address->bytes);
  return local ? AddressKind::local : AddressKind::elsewhere;
}

const LocalNetwork& local_network() noexcept { return of_this_process(); }

void set_local_network(LocalNetwork network) { of_this_process() = std::move(network); }

}  // namespace presad
