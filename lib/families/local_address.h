// Is this an address of the local network? Pure.
//
// presad never speaks to any other; the unit file has the kernel enforce the same (packaging).
// Source: RFC 1918, 3927, 4193, 4291, 6598.

#pragma once

#include <cstdint>
#include <string>

namespace presad {

enum class AddressKind : std::uint8_t {
  local,        ///< loopback, private, link-local, unique local, or behind a carrier's NAT (100.64.0.0/10)
  everywhere,   ///< unspecified, broadcast or multicast: not one device
  elsewhere,    ///< a public one
  not_numeric,  ///< a name, or nothing like an address
};

/// IPv4 in dotted decimal, IPv6 with or without a zone (fe80::1%eth0).
AddressKind classify_address(const std::string& text);

}  // namespace presad
