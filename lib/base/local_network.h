// Is this an address of the local network? The one place that says so. Pure, but for local_network().
//
// presad never speaks to any other, and the unit has the kernel enforce the same. Who has other addresses at home
// allows them twice: `allow_addresses` in the inventory, and the same words behind IPAddressAllow= in a drop-in of the
// unit. Source: RFC 1918, 3927, 4193, 4291.

#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace presad {

enum class AddressKind : std::uint8_t {
  local,        ///< loopback, private, link-local, unique local, or allowed besides
  everywhere,   ///< unspecified, broadcast or multicast: not one device
  elsewhere,    ///< any other
  not_numeric,  ///< a name, or nothing like an address
};

/// Sixteen bytes; an IPv4 address as ::ffff:a.b.c.d.
using AddressBytes = std::array<std::uint8_t, 16>;

struct AddressRange {
  AddressBytes first{};
  unsigned bits = 128;  ///< of those sixteen bytes

  bool contains(const AddressBytes& address) const noexcept;
  friend bool operator==(const AddressRange&, const AddressRange&) = default;
};

/// "100.64.0.0/10", "2001:db8:1::/48", or one address. Errors: `bad_config`, also for what is wider than /8 and /16:
/// nobody's own network, but a way around the promise.
Result<AddressRange> parse_address_range(std::string_view text);

/// Several with blanks or commas between, as systemd's IPAddressAllow= takes them.
Result<std::vector<AddressRange>> parse_address_ranges(std::string_view text);

class LocalNetwork {
 public:
  LocalNetwork() = default;
  explicit LocalNetwork(std::vector<AddressRange> allowed) : allowed_(std::move(allowed)) {}

  /// IPv4 in dotted decimal, IPv6 with or without a zone (fe80::1%eth0).
  AddressKind classify(const std::string& text) const;

  friend bool operator==(const LocalNetwork&, const LocalNetwork&) = default;

 private:
  std::vector<AddressRange> allowed_;
};

/// What this process may speak to, as the kernel's fence is the process's, too. Loop thread. As long as nothing is set,
/// the local network without anything allowed besides.
const LocalNetwork& local_network() noexcept;
void set_local_network(LocalNetwork network);

}  // namespace presad
