// The Presad object of a device's STATE, as docs/power-cuts.md promises it. Ours alone: Tasmota has no such object.

#include "tasmota/presad_object.h"

#include <doctest/doctest.h>

#include "plug.h"

using namespace presad;
using namespace presad::tasmota;

namespace {

/// Up to the counts of commands, which telemetry_test.cpp tests.
std::string presad_object(Plug& plug) {
  JsonWriter json;
  write_presad(json, plug.view());
  return json.text().substr(0, json.text().find(",\"Commands\""));
}

}  // namespace

TEST_CASE("a device in trouble tells which, the rung that was reached, since when, and the cause") {
  Plug plug;
  plug.condition = {};
  plug.condition.trouble = Trouble::relay_undefined;
  plug.condition.protocol = "3.4";
  plug.condition.rung = "assert";
  plug.condition.since = plug.moment.now - std::chrono::hours(10);
  plug.condition.cause = "the session is fine, but \"1\" is missing";
  CHECK(presad_object(plug) == R"({"Version":"0.1.0","Session":"relay undefined","Protocol":"3.4","Rung":"assert",)"
                               R"("Since":"2026-08-19T01:30:18","Cause":"the session is fine, but \"1\" is missing")");
}

TEST_CASE("a device that was woken tells by which rung, and since when it is well") {
  Plug plug;
  plug.condition.rung = "refresh";
  plug.condition.since = plug.moment.now;
  CHECK(
      presad_object(plug) ==
      R"({"Version":"0.1.0","Session":"established","Protocol":"3.3","Rung":"refresh","Since":"2026-08-19T11:30:18")");
}

TEST_CASE("what is not known of a session is left out") {
  Plug plug;
  plug.condition = {};
  CHECK(presad_object(plug) == R"({"Version":"0.1.0","Session":"starting")");
}

TEST_CASE("each trouble has its name") {
  Plug plug;
  for (const Trouble trouble :
       {Trouble::no_address, Trouble::unreachable, Trouble::connection_refused, Trouble::slot_taken, Trouble::silent,
        Trouble::key_wrong, Trouble::version_wrong, Trouble::relay_undefined, Trouble::cloud_locked,
        Trouble::out_of_reach, Trouble::gateway_away, Trouble::cid_unknown, Trouble::key_unknown}) {
    plug.condition.trouble = trouble;
    CHECK(presad_object(plug).find(std::string("\"Session\":\"") + name(trouble) + "\"") != std::string::npos);
  }
}
