#include "net/fence.h"

#include <doctest/doctest.h>

using namespace presad::net;

TEST_CASE("the kernel is asked whether it keeps presad inside, and this test is not kept") {
  // Down where the loopback interface is up, unknown where it is not; up only under systemd's IPAddressDeny=.
  CHECK(probe_fence() != Fence::up);
  CHECK(name(Fence::up) == "up");
  CHECK(name(Fence::down) == "down");
  CHECK(name(Fence::unknown) == "unknown");
}
