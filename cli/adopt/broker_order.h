// What tells a Tasmota device which broker is its own: the Backlog, and whether the device has taken it. Pure.
// Source: DIALECT.md, 2 and 6.

#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/result.h"
#include "base/secret.h"
#include "config/difference.h"
#include "families/tasmota_http/traits_reader.h"

namespace presad::cli {

struct BrokerOrder {
  std::string host;
  std::uint16_t port = 1883;
  std::string username;    ///< empty: user name and password stay as they are
  SecretText password;     ///< empty: it is cleared, where there is a user name
  std::string topic;       ///< the one that the device is to have
  std::string full_topic;  ///< empty: stays as it is
};

/// The firmware drops what is longer. DIALECT.md, 1.
inline constexpr std::size_t longest_command = 1199;  ///< bytes

/// Whether a Backlog can say it. Errors: `bad_config`, with what the firmware would take for something else: ";" ends a
/// command, "0", "1" and a lone quote are words of their own, blanks at the ends get lost.
Result<bool> check_order(const BrokerOrder& order);

/// "Backlog MqttHost 10.0.0.5;MqttPort 1883;…", the password as •••• unless it is to be shown.
std::string render_order(const BrokerOrder& order, config::Secrets secrets);

/// What of `order` the device has not taken, for a person; empty: it has all that it tells of.
std::string not_taken(const BrokerOrder& order, const tasmota_http::Traits& now);

/// Whether it has started anew since it had been up for `before`, `ago` seconds back. Unknown uptimes: true.
bool has_restarted(std::optional<std::int64_t> before, std::int64_t ago, std::optional<std::int64_t> now);

/// What only means the machine that says it.
bool is_loopback(std::string_view host);

}  // namespace presad::cli
