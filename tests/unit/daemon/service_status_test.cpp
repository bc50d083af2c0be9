#include "daemon/service_status.h"

#include <doctest/doctest.h>

using namespace presad;

TEST_CASE("systemctl status shows how many devices are there, and the broker") {
  CHECK(status_line({3, 1}, true) == "3 of 4 devices online, broker connected");
  CHECK(status_line({0, 1}, false) == "0 of 1 device online, broker not connected");
  CHECK(status_line({0, 0}, true) == "0 of 0 devices online, broker connected");
}
