// The addresses that `presa scan --subnet` knocks at. Pure.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace presad::cli {

/// "192.168.1.0/24" -> its 254 addresses: neither the network's own nor the one for broadcasts. Also from any address
/// of it, as `ip address` shows it. Errors: `bad_config` for what is no IPv4 subnet, not private, loopback or
/// link-local, or more than 4096 addresses (/20).
Result<std::vector<std::string>> addresses_of_subnet(std::string_view text);

}  // namespace presad::cli
