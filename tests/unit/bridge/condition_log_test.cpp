// What the log says of where a plug stands.

#include <doctest/doctest.h>

#include "base/json.h"
#include "house_of_plugs.h"
#include "support/captured_log.h"

using namespace presad;
using namespace presad::testing;

namespace {

std::size_t count_of(const std::string& text, const std::string& words) {
  std::size_t count = 0;
  for (std::size_t at = text.find(words); at != std::string::npos; at = text.find(words, at + 1)) ++count;
  return count;
}

const Condition stuck = {
    false, Trouble::relay_undefined, "it does not say where its relay is", "127.0.0.2", "3.4", "query", {}};

}  // namespace

TEST_CASE("a trouble is logged once, however many rungs and attempts it takes; STATE follows each") {
  HouseOfPlugs house;
  FakeDevice& plug = house.add_online("plug");
  const CapturedLog log;
  Condition condition = stuck;
  for (const char* const rung : {"query", "refresh", "null read", "assert", "assert", "reconnect", "assert"}) {
    condition.rung = rung;
    plug.become(condition);
    house.settle(plug);
    const auto state = parse_json(house.broker.last_on("tele/plug/STATE").value_or(""));
    REQUIRE(state);
    CHECK(*state->find("Presad")->find("Session")->string() == "relay undefined");
    CHECK(*state->find("Presad")->find("Rung")->string() == rung);
  }
  CHECK(count_of(log.text(), "relay undefined at 127.0.0.2: it does not say where its relay is") == 1);
  CHECK(count_of(log.text(), "relay undefined") == 1);
}

TEST_CASE("a trouble that a device has from the start is logged, once") {
  HouseOfPlugs house;
  const CapturedLog log;
  auto device = std::make_unique<FakeDevice>(house.loop, "plug", "84E3427A1B2C");
  device->trouble_at_start = Trouble::no_address;
  FakeDevice& plug = *device;
  house.bridge.add(std::move(device), {"plug", {PowerOn::device, false}});
  house.settle(plug);
  house.broker.come();
  CHECK(count_of(log.text(), "no address") == 1);
}

TEST_CASE("another cause, another trouble and the return of the old one are logged each") {
  HouseOfPlugs house;
  FakeDevice& plug = house.add_online("plug");
  const CapturedLog log;
  const auto stand = [&](const Condition& condition) {
    for (int i = 0; i < 3; ++i) plug.become(condition);
    house.settle(plug);
  };
  Condition deaf = stuck;
  deaf.cause = "it takes commands and does not follow";
  stand(stuck);
  stand(deaf);
  stand({false, Trouble::unreachable, "nobody answers", "127.0.0.2", "3.4", {}, {}});
  stand(stuck);
  CHECK(count_of(log.text(), "does not say where its relay is") == 2);
  CHECK(count_of(log.text(), "takes commands and does not follow") == 1);
  CHECK(count_of(log.text(), "nobody answers") == 1);
}

TEST_CASE("a plug that was woken is logged online once, with the rung that did it") {
  HouseOfPlugs house;
  FakeDevice& plug = house.add_online("plug");
  const CapturedLog log;
  plug.become(stuck);
  house.settle(plug);
  for (int i = 0; i < 3; ++i) plug.become({true, Trouble::none, {}, "127.0.0.2", "3.4", "refresh", {}});
  house.settle(plug);
  CHECK(count_of(log.text(), "online: 3.4 at 127.0.0.2; woken by the ladder's rung refresh") == 1);
  CHECK(count_of(log.text(), "online") == 1);
}
