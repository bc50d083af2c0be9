#include "cli/status.h"

#include <doctest/doctest.h>

using namespace presad;
using namespace presad::cli;
using namespace std::chrono_literals;

namespace {

control::StatusReply house() {
  control::StatusReply status;
  status.daemon = {"0.1.0", 4711, 11520s, "presad", "localhost", 1883, true, 1, "up", 1, 1, {12, 0, 0, 0, 2, 0}};
  Overview lamp;
  lamp.topic = "lamp";
  lamp.condition = {true, Trouble::none, "", "192.0.2.7", "3.4", "assert", {}};
  lamp.state.relays = {Power::on};
  lamp.state.meter = Meter{42.5, std::nullopt, std::nullopt};
  lamp.heard = WallTime(100s);
  lamp.last_outcome = Outcome::confirmed;
  lamp.last_latency = 42ms;
  Overview strip;
  strip.topic = "strip1";
  strip.condition.trouble = Trouble::unreachable;
  strip.condition.cause = "nobody answers\x1b[2J";
  strip.state.relays = {Power::off, Power::undefined};
  status.devices = {lamp, strip};
  return status;
}

}  // namespace

TEST_CASE("the running presad's answer reads as five lines, a table and the causes") {
  CHECK(render_status(house(), WallTime(105s)) ==
        "presad    0.1.0, up 3 h 12 min\n"
        "broker    localhost:1883\n"
        "devices   1 online, 1 offline\n"
        "commands  12 confirmed, 0 unchanged, 0 unconfirmed, 0 superseded, 2 offline, 0 refused\n"
        "fence     up: the kernel lets presad speak to the local network only\n"
        "\n"
        "TOPIC   POWER  SESSION      ADDRESS    SEEN  RUNG    LAST             METER\n"
        "lamp    on     established  192.0.2.7  5 s   assert  confirmed 42 ms  42.5 W\n"
        "strip1  off,?  unreachable\n"
        "strip1: nobody answers\\x1b[2J\n");
}

TEST_CASE("a device or a broker that is away is not well") {
  control::StatusReply status = house();
  CHECK_FALSE(is_well(status));
  status.devices.pop_back();
  CHECK(is_well(status));
  status.daemon.broker_connected = false;
  CHECK_FALSE(is_well(status));
  CHECK(render_status(status, {}).find("localhost:1883, not connected\n") != std::string::npos);
}

TEST_CASE("on a terminal a session that is none is red, and nothing else changes but colours") {
  const std::string text = render_status(house(), WallTime(105s), true);
  CHECK(text.find("\x1b[31munreachable") != std::string::npos);
  CHECK(text.find("\x1b[31mestablished") == std::string::npos);
  CHECK(text.find("\x1b[1mTOPIC ") != std::string::npos);
}

TEST_CASE("an uptime is two units at most") {
  CHECK(render_uptime(59) == "59 s");
  CHECK(render_uptime(60) == "1 min");
  CHECK(render_uptime(3599) == "59 min");
  CHECK(render_uptime(3600) == "1 h 0 min");
  CHECK(render_uptime(86399) == "23 h 59 min");
  CHECK(render_uptime(90000) == "1 d 1 h");
}
