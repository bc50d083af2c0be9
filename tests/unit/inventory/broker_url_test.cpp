#include "inventory/broker_url.h"

#include <doctest/doctest.h>

#include <string>

using namespace presad;

TEST_CASE("a URL gives host and port, and the usual port when none is written") {
  CHECK(*parse_broker_url("mqtt://localhost") == BrokerUrl{false, "localhost", 1883});
  CHECK(*parse_broker_url("mqtt://10.0.0.2:1884/") == BrokerUrl{false, "10.0.0.2", 1884});
  CHECK(*parse_broker_url("mqtts://broker.lan") == BrokerUrl{true, "broker.lan", 8883});
  CHECK(*parse_broker_url("mqtts://b:1") == BrokerUrl{true, "b", 1});
  CHECK(*parse_broker_url("mqtt://b:65535") == BrokerUrl{false, "b", 65535});
}

TEST_CASE("an IPv6 address stands in brackets") {
  CHECK(*parse_broker_url("mqtt://[::1]") == BrokerUrl{false, "::1", 1883});
  CHECK(*parse_broker_url("mqtt://[fd00::5]:1884") == BrokerUrl{false, "fd00::5", 1884});
  CHECK(*parse_broker_url("mqtt://[fe80::1%eth0]:1884") == BrokerUrl{false, "fe80::1%eth0", 1884});
}

TEST_CASE("what is no broker's URL is refused") {
  for (const char* text :
       {"",           "localhost",        "localhost:1883", "tcp://localhost", "MQTT://x",           "mqtt:/x",
        "mqtt://",    "mqtt://:1883",     "mqtt://[::1",    "mqtt://[]",       "mqtt://[localhost]", "mqtt://::1",
        "mqtt://a b", "mqtt://b:0",       "mqtt://b:65536", "mqtt://b:",       "mqtt://b:12x",       "mqtt://b/topic",
        "mqtt://b?x", "mqtt://[::1]1883", "mqtt://b:-1"}) {
    CAPTURE(text);
    const auto url = parse_broker_url(text);
    REQUIRE_FALSE(url);
    CHECK(url.error().kind == ErrorKind::bad_config);
    CHECK_FALSE(url.error().what.empty());
  }
}

TEST_CASE("a password in the URL is refused and not repeated") {
  const auto url = parse_broker_url("mqtt://me:hunter2@broker");
  REQUIRE_FALSE(url);
  CHECK(url.error().what == "username and password have keys of their own and no place in the URL");
}
