#include "mqtt/paho_options.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace presad::mqtt {

namespace {

constexpr const char* mark_name = "presad";
constexpr int keep_alive_seconds = 15;
constexpr int connect_timeout_seconds = 5;

/// What our mark says in `message`, which may carry several user properties.
std::vector<std::string> marks_of(const ::mqtt::message& message) {
  std::vector<std::string> marks;
  const ::mqtt::properties& properties = message.get_properties();
  const auto count = properties.count(::mqtt::property::USER_PROPERTY);
  for (std::size_t i = 0; i < count; ++i) {
    auto [name, value] = ::mqtt::get<::mqtt::string_pair>(properties, ::mqtt::property::USER_PROPERTY, i);
    if (name == mark_name) marks.push_back(std::move(value));
  }
  return marks;
}

}  // namespace

std::string paho_uri(const BrokerSettings& settings) {
  const bool ipv6 = settings.host.find(':') != std::string::npos;
  const std::string host = ipv6 ? '[' + settings.host + ']' : settings.host;
  return (settings.tls ? "ssl://" : "tcp://") + host + ':' + std::to_string(settings.port);
}

// The version goes first: later setters look at it. MQTT 5 knows clean start, 3.1.1 clean session.
::mqtt::connect_options paho_connect_options(const BrokerSettings& settings, Version version) {
  ::mqtt::connect_options options;
  options.set_mqtt_version(static_cast<int>(version));
  if (version == Version::v5) {
    options.set_clean_start(true);
  } else {
    options.set_clean_session(true);
  }
  options.set_keep_alive_interval(keep_alive_seconds);
  options.set_connect_timeout(connect_timeout_seconds);
  if (!settings.username.empty()) options.set_user_name(settings.username);
  if (!settings.password.empty()) options.set_password(settings.password.reveal());
  if (!settings.will_topic.empty()) {
    constexpr int qos = 1;
    auto will = ::mqtt::message::create(settings.will_topic, settings.will_payload, qos, true);
    if (version == Version::v5) will->set_properties(paho_mark(settings));
    options.set_will_message(will);
  }
  if (settings.tls) {
    ::mqtt::ssl_options tls;
    if (!settings.ca_file.empty()) tls.set_trust_store(settings.ca_file);
    if (!settings.cert_file.empty()) tls.set_key_store(settings.cert_file);
    if (!settings.key_file.empty()) tls.set_private_key(settings.key_file);
    tls.set_enable_server_cert_auth(true);
    tls.set_verify(true);  // the host name, too
    options.set_ssl(tls);
  }
  return options;
}

::mqtt::properties paho_mark(const BrokerSettings& settings) {
  return {::mqtt::property(::mqtt::property::USER_PROPERTY, mark_name, settings.instance)};
}

bool paho_has_mark(const ::mqtt::message& message, const std::string& instance) {
  const std::vector<std::string> marks = marks_of(message);
  return std::find(marks.begin(), marks.end(), instance) != marks.end();
}

std::string paho_any_mark(const ::mqtt::message& message) {
  const std::vector<std::string> marks = marks_of(message);
  return marks.empty() ? std::string() : marks.front();
}

}  // namespace presad::mqtt
