// mqtt://host:port -> its parts. Pure.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace presad {

struct BrokerUrl {
  bool tls = false;
  std::string host;        ///< a name or an address; IPv6 without brackets
  std::uint16_t port = 0;  ///< 1883, or 8883 with TLS, when not written

  friend bool operator==(const BrokerUrl&, const BrokerUrl&) = default;
};

/// Errors: `bad_config`; the sentence never repeats the URL, which may hold a password.
Result<BrokerUrl> parse_broker_url(std::string_view text);

}  // namespace presad
