#include "cli/status.h"

#include <doctest/doctest.h>

using namespace presad;
using namespace presad::cli;

TEST_CASE("the running presad's answer reads as five lines") {
  const auto text = render_status(
      R"({"Presad":{"Version":"0.1.0","Devices":{"Online":3,"Offline":1},"Commands":{"Confirmed":12,"Offline":2}},)"
      R"("UptimeSec":11520,"Broker":"localhost:1883","KernelFence":"up"})");
  REQUIRE(text);
  CHECK(*text ==
        "presad    0.1.0, up 3 h 12 min\n"
        "broker    localhost:1883\n"
        "devices   3 online, 1 offline\n"
        "commands  12 confirmed, 2 offline\n"
        "fence     up: the kernel lets presad speak to the local network only\n");
}

TEST_CASE("an uptime is two units at most") {
  CHECK(render_uptime(59) == "59 s");
  CHECK(render_uptime(60) == "1 min");
  CHECK(render_uptime(3599) == "59 min");
  CHECK(render_uptime(3600) == "1 h 0 min");
  CHECK(render_uptime(86399) == "23 h 59 min");
  CHECK(render_uptime(90000) == "1 d 1 h");
}

TEST_CASE("what is no answer of presad's is said to be none, and cannot steer the terminal") {
  for (const char* answer : {"", "{}", R"({"Presad":{}})", R"({"Command":"Unknown"})", "\x1b[2J"}) {
    const auto text = render_status(answer);
    REQUIRE_FALSE(text);
    CHECK(text.error().what.find('\x1b') == std::string::npos);
  }
}
