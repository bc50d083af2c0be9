// When a plug is asked to measure, and when it is left in peace.

#include "families/tuya/meter_refresh.h"

#include <doctest/doctest.h>

using namespace presad;
using namespace presad::tuya;
using namespace std::chrono_literals;

namespace {

constexpr Timestamp noon{12h};

MeterRefresh healthy(std::optional<Duration> interval = {}) {
  MeterRefresh meter(interval);
  meter.set_audience(true);
  meter.on_power(42.5);
  meter.on_settled(noon);
  return meter;
}

}  // namespace

TEST_CASE("every 10 s while power flows and somebody may listen, else every minute") {
  MeterRefresh meter = healthy();
  CHECK(meter.deadline() == noon + 10s);
  meter.on_power(0);
  CHECK(meter.deadline() == noon + 60s);
  meter.on_power(5);
  meter.set_audience(false);
  CHECK(meter.deadline() == noon + 60s);
}

TEST_CASE("the inventory's interval holds whatever flows, and 0 means never") {
  CHECK(healthy(Duration(30s)).deadline() == noon + 30s);
  CHECK(healthy(Duration(0)).deadline() == never);
}

TEST_CASE("nothing is asked before the session is healthy, and nothing after it ended") {
  MeterRefresh meter({});
  CHECK(meter.deadline() == never);
  meter = healthy();
  meter.on_session_ended(true, noon + 1h);
  CHECK(meter.deadline() == never);
}

TEST_CASE("a plug that pushes its readings by itself is never asked") {
  MeterRefresh meter = healthy();
  for (int i = 1; i <= 3; ++i) meter.on_readings_pushed(noon + i * 30s);
  CHECK(meter.deadline() == never);
}

TEST_CASE("the answers to refreshes do not count as pushing by itself") {
  MeterRefresh meter = healthy();
  for (int i = 1; i <= 5; ++i) {
    meter.on_sent(noon + i * 10s);
    meter.on_readings_pushed(noon + i * 10s + 300ms);
  }
  CHECK(meter.deadline() == noon + 60s);
}

TEST_CASE("one that pushed by itself and then says nothing of a switched load is asked again") {
  MeterRefresh meter = healthy();
  for (int i = 1; i <= 3; ++i) meter.on_readings_pushed(noon + i * 30s);
  meter.on_relay_moved(noon + 10min);
  CHECK(meter.deadline() == noon + 11min);
  meter.on_readings_pushed(noon + 10min + 2s);
  CHECK(meter.deadline() == never);
}

TEST_CASE("a plug that twice did not survive a refresh is never asked again") {
  MeterRefresh meter = healthy();
  for (int i = 0; i < 2; ++i) {
    CHECK(meter.deadline() != never);
    meter.on_sent(noon + 1min);
    meter.on_session_ended(true, noon + 1min + 1s);
    meter.on_settled(noon + 2min);
  }
  CHECK(meter.deadline() == never);
}

TEST_CASE("a session that ends later, or of something else, is not the refresh's fault") {
  MeterRefresh meter = healthy();
  for (int i = 0; i < 5; ++i) {
    meter.on_sent(noon + 1min);
    meter.on_session_ended(true, noon + 1min + 30s);
    meter.on_settled(noon + 2min);
    meter.on_session_ended(true, noon + 2min + 1s);
    meter.on_settled(noon + 3min);
    meter.on_sent(noon + 4min);
    CHECK_FALSE(meter.on_session_ended(false, noon + 4min + 1s));  // of silence
    meter.on_settled(noon + 5min);
  }
  CHECK(meter.deadline() != never);
}

TEST_CASE("three questions in a row without a reading, while power flows: it is silent until one comes") {
  MeterRefresh meter = healthy();
  meter.on_sent(noon + 10s);
  meter.on_sent(noon + 20s);
  CHECK_FALSE(meter.silent());
  meter.on_sent(noon + 30s);
  CHECK(meter.silent());
  meter.on_readings();
  CHECK_FALSE(meter.silent());
}

TEST_CASE("a meter without power has nothing new to tell, and is not silent") {
  MeterRefresh meter = healthy();
  meter.on_power(0);
  for (int i = 1; i <= 5; ++i) meter.on_sent(noon + i * 60s);
  CHECK_FALSE(meter.silent());
}
