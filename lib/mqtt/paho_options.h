// What a connection's settings are in Paho's words. Included behind lib/mqtt's door alone: it pulls in Paho.

#pragma once

#include <mqtt/async_client.h>

#include <string>

#include "mqtt/broker.h"
#include "mqtt/version_choice.h"

namespace presad::mqtt {

/// "ssl://[fe80::1]:8883"
std::string paho_uri(const BrokerSettings& settings);

/// A clean start, login, will and TLS, and five seconds to connect.
::mqtt::connect_options paho_connect_options(const BrokerSettings& settings, Version version);

/// The user property `presad` with our instance (MQTT 5).
::mqtt::properties paho_mark(const BrokerSettings& settings);

/// Whether `message` carries the mark of `instance`.
bool paho_has_mark(const ::mqtt::message& message, const std::string& instance);

/// The mark of the presad, or presa, that published `message`; empty: it was neither.
std::string paho_any_mark(const ::mqtt::message& message);

}  // namespace presad::mqtt
