#include "cli/subnet.h"

#include <algorithm>
#include <cstdint>

#include "base/local_network.h"
#include "base/text.h"

namespace presad::cli {

namespace {

constexpr unsigned mapped_bits = 96;  ///< an IPv4 address stands behind ::ffff:0:0/96
constexpr unsigned widest = 20;
constexpr unsigned narrowest_with_broadcast = 30;

std::string dotted(std::uint32_t address) {
  std::string text;
  for (int shift = 24; shift >= 0; shift -= 8) {
    text += std::to_string(address >> static_cast<unsigned>(shift) & 0xFFU) + (shift == 0 ? "" : ".");
  }
  return text;
}

}  // namespace

Result<std::vector<std::string>> addresses_of_subnet(std::string_view text) {
  const std::string shown = '"' + printable(text) + '"';
  const auto range = parse_address_range(text);
  if (!range || text.find('.') == std::string_view::npos || text.find(':') != std::string_view::npos) {
    return fail(ErrorKind::bad_config, shown + " is no IPv4 subnet such as 192.168.1.0/24");
  }
  const unsigned bits = range->bits - mapped_bits;
  std::uint32_t address = 0;
  for (std::size_t i = 12; i < range->first.size(); ++i) address = address << 8U | range->first[i];
  if (bits < widest) return fail(ErrorKind::bad_config, shown + " is more than presa knocks at: /20 at most");
  const std::uint32_t host_mask = bits == 32 ? 0 : ~std::uint32_t{0} >> bits;
  std::uint32_t first = address & ~host_mask;
  std::uint32_t last = address | host_mask;
  // Every local range is wider than /20: where one address of a subnet is, all are.
  if (LocalNetwork().classify(dotted(address)) != AddressKind::local) {
    return fail(ErrorKind::bad_config,
                shown + " is not local: presa knocks only at private, loopback and link-local addresses");
  }
  if (bits <= narrowest_with_broadcast) {
    ++first;
    --last;
  }
  std::vector<std::string> addresses;
  for (std::uint32_t one = first; one <= last; ++one) addresses.push_back(dotted(one));
  return addresses;
}

}  // namespace presad::cli
