#include "cli/adopt/broker_order.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace presad::cli {

namespace {

constexpr std::size_t longest_host = 253;

bool is_host(std::string_view host) {
  return !host.empty() && host.size() <= longest_host && std::all_of(host.begin(), host.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' ||
           c == '_';
  });
}

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

/// Why the firmware would not take `value` as it stands; empty: it does.
std::string why_not(std::string_view value) {
  if (value.find(';') != std::string_view::npos) return "holds a \";\", which ends a command";
  constexpr std::array<std::string_view, 4> words = {"0", "1", "\"", "?"};
  if (std::find(words.begin(), words.end(), value) != words.end()) return "is a word with a meaning of its own";
  if (value.starts_with(' ') || value.ends_with(' ')) return "begins or ends with a blank";
  if (std::any_of(value.begin(), value.end(), is_control)) return "holds a control character";
  return {};
}

}  // namespace

Result<bool> check_order(const BrokerOrder& order) {
  const auto refuse = [](const std::string& what, const std::string& why) {
    return fail(ErrorKind::bad_config, "a Tasmota device cannot be told " + what + ": it " + why);
  };
  if (!is_host(order.host)) return refuse("this broker's host", "is neither a name nor an IPv4 address");
  if (const std::string why = why_not(order.username); !order.username.empty() && !why.empty()) {
    return refuse("the broker's user name", why);
  }
  if (const std::string why = why_not(order.password.reveal()); !order.password.empty() && !why.empty()) {
    return refuse("the broker's password", why);
  }
  if (const std::string why = why_not(order.topic); !why.empty()) return refuse("this topic", why);
  if (render_order(order, config::Secrets::shown).size() > longest_command) {
    return refuse("all of this at once", "is longer than " + std::to_string(longest_command) + " bytes");
  }
  return true;
}

std::string render_order(const BrokerOrder& order, config::Secrets secrets) {
  std::string text = "Backlog MqttHost " + order.host + ";MqttPort " + std::to_string(order.port);
  if (!order.username.empty()) {
    const std::string password = order.password.empty()               ? "0"
                                 : secrets == config::Secrets::hidden ? "••••"
                                                                      : order.password.reveal();
    text += ";MqttUser " + order.username + ";MqttPassword " + password;
  }
  text += ";Topic " + order.topic;
  if (!order.full_topic.empty()) text += ";FullTopic " + order.full_topic;
  return text + ";SetOption3 1";
}

std::string not_taken(const BrokerOrder& order, const tasmota_http::Traits& now) {
  const auto differs = [](const char* what, const std::string& is) {
    return std::string(what) + " is \"" + printable(is) + "\"";
  };
  if (!now.identity.mqtt_enabled) return "MQTT is off";
  if (now.identity.mqtt_host != order.host) return differs("MqttHost", now.identity.mqtt_host);
  if (now.mqtt_port != order.port) return differs("MqttPort", std::to_string(now.mqtt_port));
  if (!order.username.empty() && now.mqtt_user != order.username) return differs("MqttUser", now.mqtt_user);
  if (now.identity.topic != order.topic) return differs("Topic", now.identity.topic);
  if (!order.full_topic.empty() && now.full_topic != order.full_topic) return differs("FullTopic", now.full_topic);
  return {};
}

bool has_restarted(std::optional<std::int64_t> before, std::int64_t ago, std::optional<std::int64_t> now) {
  constexpr std::int64_t clocks_apart = 2;
  return !before || !now || *now + clocks_apart < *before + ago;
}

bool is_loopback(std::string_view host) {
  return host == "::1" || host.starts_with("127.") || equal_ignoring_case(host, "localhost") ||
         to_lower(host).ends_with(".localhost");
}

}  // namespace presad::cli
