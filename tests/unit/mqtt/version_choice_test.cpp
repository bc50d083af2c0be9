#include "mqtt/version_choice.h"

#include <doctest/doctest.h>

using namespace presad;
using namespace presad::mqtt;
using namespace std::chrono_literals;

namespace {
constexpr Timestamp now{1h};
}

TEST_CASE("MQTT 5 comes first") { CHECK(VersionChoice().next(now) == Version::v5); }

TEST_CASE("a broker that refuses version 5 is asked with 3.1.1 at once, and so for an hour") {
  VersionChoice choice;
  CHECK(choice.on_version_refused(Version::v5, now));
  CHECK(choice.next(now) == Version::v3_1_1);
  choice.on_connected();
  CHECK(choice.next(now + 59min) == Version::v3_1_1);
  CHECK(choice.next(now + 1h) == Version::v5);  // it may have been updated
}

TEST_CASE("other failures in between do not bring version 5 back early when it was refused in words") {
  VersionChoice choice;
  choice.on_version_refused(Version::v5, now);
  choice.on_failed();
  CHECK(choice.next(now) == Version::v3_1_1);
}

TEST_CASE("a broker that refuses 3.1.1 is asked with 5 again, after a wait") {
  VersionChoice choice;
  choice.on_version_refused(Version::v5, now);
  CHECK_FALSE(choice.on_version_refused(Version::v3_1_1, now));
  CHECK(choice.next(now) == Version::v5);
}

TEST_CASE("one silent end is no refusal: the broker may just be restarted") {
  VersionChoice choice;
  CHECK_FALSE(choice.on_hung_up(Version::v5, now));
  CHECK(choice.next(now) == Version::v5);
}

TEST_CASE("two silent ends in a row are taken for a refusal") {
  VersionChoice choice;
  CHECK_FALSE(choice.on_hung_up(Version::v5, now));
  CHECK(choice.on_hung_up(Version::v5, now));
  CHECK(choice.next(now) == Version::v3_1_1);
  choice.on_connected();
  CHECK(choice.next(now + 1s) == Version::v3_1_1);
}

TEST_CASE("two silent ends with something else in between are not") {
  SUBCASE("a connection") {
    VersionChoice choice;
    choice.on_hung_up(Version::v5, now);
    choice.on_connected();
    CHECK_FALSE(choice.on_hung_up(Version::v5, now));
  }
  SUBCASE("nobody there") {
    VersionChoice choice;
    choice.on_hung_up(Version::v5, now);
    choice.on_failed();
    CHECK_FALSE(choice.on_hung_up(Version::v5, now));
  }
}

TEST_CASE("a guess that 3.1.1 does not bear out is dropped") {
  VersionChoice choice;
  choice.on_hung_up(Version::v5, now);
  choice.on_hung_up(Version::v5, now);
  SUBCASE("nobody there") { choice.on_failed(); }
  SUBCASE("the same silence") { CHECK_FALSE(choice.on_hung_up(Version::v3_1_1, now)); }
  CHECK(choice.next(now) == Version::v5);
}
