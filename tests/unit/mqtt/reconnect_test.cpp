// When the broker is tried again.

#include "mqtt/reconnect.h"

#include <doctest/doctest.h>

using namespace presad;
using namespace presad::mqtt;
using namespace std::chrono_literals;

using Kind = ConnectFailure::Kind;

namespace {

constexpr Timestamp start{1h};

/// A fifth either way: the jitter.
bool about(Duration wait, Duration step) { return wait >= step * 4 / 5 && wait <= step * 6 / 5; }

}  // namespace

TEST_CASE("a broker that is not there is looked for often for some seconds, then once a second") {
  SeededRandom random(1);
  Reconnect reconnect(random);
  Duration whole{};
  for (int attempt = 0; attempt < 80; ++attempt) {
    const Duration wait = reconnect.on_failed(Kind::unreachable, Version::v5, start);
    CHECK(about(wait, 50ms));
    whole += wait;
  }
  CHECK(whole > 3s);
  CHECK(about(reconnect.on_failed(Kind::unreachable, Version::v5, start), 500ms));
  for (int attempt = 0; attempt < 3; ++attempt) {
    CHECK(about(reconnect.on_failed(Kind::unreachable, Version::v5, start), 1s));
  }
}

TEST_CASE("what only a person can mend is tried more and more slowly") {
  SeededRandom random(1);
  Reconnect reconnect(random);
  for (const Duration step : {100ms, 500ms, 1000ms, 2000ms, 5000ms, 10000ms, 10000ms}) {
    CHECK(about(reconnect.on_failed(Kind::login, Version::v5, start), step));
  }
}

TEST_CASE("a version that is refused has the other one tried at once") {
  SeededRandom random(1);
  Reconnect reconnect(random);
  CHECK(reconnect.version(start) == Version::v5);
  CHECK(reconnect.on_failed(Kind::version, Version::v5, start) == 0ms);
  CHECK(reconnect.version(start) == Version::v3_1_1);
  CHECK(about(reconnect.on_failed(Kind::version, Version::v3_1_1, start), 100ms));
}

TEST_CASE("a good connection that is lost is made anew at once, and all ladders begin anew") {
  SeededRandom random(1);
  Reconnect reconnect(random);
  reconnect.on_failed(Kind::login, Version::v5, start);
  reconnect.on_failed(Kind::login, Version::v5, start);
  reconnect.on_connected(start);
  CHECK(reconnect.on_lost(start + Reconnect::stable_after) == 0ms);
  CHECK(about(reconnect.on_failed(Kind::login, Version::v5, start + 10s), 100ms));
}

TEST_CASE("short connections in a row are waited after, and the third is suspicious") {
  SeededRandom random(1);
  Reconnect reconnect(random);
  Timestamp now = start;
  for (const Duration step : {100ms, 200ms, 500ms}) {
    CHECK_FALSE(reconnect.suspects_a_twin());
    reconnect.on_connected(now);
    now += Reconnect::stable_after - 1ms;
    CHECK(about(reconnect.on_lost(now), step));
  }
  CHECK(reconnect.suspects_a_twin());
  reconnect.on_connected(now);
  reconnect.on_lost(now + Reconnect::stable_after);
  CHECK_FALSE(reconnect.suspects_a_twin());
}
