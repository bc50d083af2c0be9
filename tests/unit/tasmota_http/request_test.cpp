#include "families/tasmota_http/request.h"

#include <doctest/doctest.h>

using namespace presad::tasmota_http;

TEST_CASE("a command is asked for with everything but letters and digits in %XX") {
  CHECK(render_url("10.0.0.114", "Power2 TOGGLE") == "http://10.0.0.114/cm?cmnd=Power2%20TOGGLE");
  CHECK(render_url("10.0.0.114", "Backlog a;b#c&d=e\xC3\xA8") ==
        "http://10.0.0.114/cm?cmnd=Backlog%20a%3Bb%23c%26d%3De%C3%A8");
  CHECK(render_url("fe80::1%eth0", "State") == "http://[fe80::1%25eth0]/cm?cmnd=State");
  CHECK(render_referer("10.0.0.114") == "http://10.0.0.114/");
}

TEST_CASE("a command without a payload is its word alone") {
  CHECK(render_command({"Power", ""}) == "Power");
  CHECK(render_command({"Power", "on"}) == "Power on");
}
