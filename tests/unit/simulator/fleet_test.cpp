// tests/simulator/fleet.h: several plugs from one command line, and the inventory that fits.

#include "simulator/fleet.h"

#include <doctest/doctest.h>

#include <set>

using namespace presad;
using namespace presad::simulator;

TEST_CASE("one plug is exactly what was asked for") {
  FleetOptions options;
  options.protocol = "3.5";
  options.model = "strip";
  options.address = "127.0.0.9";
  options.device_id = "abcdefghijklmnopqrst";
  options.local_key = "0123456789abcdef";
  options.name = "Desk_1";
  const auto plans = plan_fleet(options);
  REQUIRE(plans.has_value());
  REQUIRE(plans->size() == 1);
  const PlugPlan& plan = plans->front();
  CHECK(plan.name == "Desk_1");
  CHECK(plan.address == "127.0.0.9");
  CHECK(plan.port == 6668);
  CHECK(plan.settings.version == tuya::Version::v3_5);
  CHECK(plan.settings.device_id == "abcdefghijklmnopqrst");
  CHECK(plan.settings.local_key == *parse_local_key("0123456789abcdef"));
  CHECK(plan.settings.layout.relays.size() == 3);
}

TEST_CASE("fifty plugs differ in address, name, id and key, the same way every time") {
  FleetOptions options;
  options.count = 50;
  options.address = "127.0.0.250";
  const auto plans = plan_fleet(options);
  REQUIRE(plans.has_value());
  std::set<std::string> seen;
  for (const PlugPlan& each : *plans) {
    for (const std::string& text : {each.address, each.name, each.settings.device_id, each.local_key}) {
      CHECK(seen.insert(text).second);
    }
    CHECK(each.settings.device_id.size() == 22);
    CHECK(each.local_key.size() == 16);
  }
  const PlugPlan& last = plans->back();
  CHECK(last.number == 50);
  CHECK(last.name == "plug50");
  CHECK(last.address == "127.0.1.43");
  CHECK(last.settings.device_id == "bf51a20000000000000050");
  CHECK(last.local_key == "presad-sim-k0050");
}

TEST_CASE("the inventory names each plug with all that presad needs, keys quoted whatever is in them") {
  FleetOptions options;
  options.local_key = "it's: a #\"key\\\"!";
  const auto plans = plan_fleet(options);
  REQUIRE(plans.has_value());
  CHECK(render_inventory(*plans) ==
        "  plug:\n"
        "    type: tuya\n"
        "    device_id: 'bf51a20000000000000001'\n"
        "    local_key: 'it''s: a #\"key\\\"!'\n"
        "    address: 127.0.0.2\n"
        "    version: 3.3\n"
        "    profile: plug\n");
}

TEST_CASE("a plug counts its energy, an sp22 on demand, and others cannot") {
  FleetOptions options;
  const auto increment = [&](const char* model) {
    options.model = model;
    const auto plans = plan_fleet(options);
    return plans ? int{plans->front().settings.layout.meter.value_or(MeterIds{}).increment} : -1;
  };
  CHECK(increment("plug") == 17);
  CHECK(increment("sp22") == 0);
  options.energy_increments = true;
  CHECK(increment("plug") == 17);
  CHECK(increment("sp22") == 17);
  CHECK(render_inventory(*plan_fleet(options)).ends_with("    profile: plug\n"));
  for (const char* model : {"plug_old", "strip", "switch"}) CHECK(increment(model) == -1);
}

TEST_CASE("an inventory for another port says that presad cannot reach it") {
  FleetOptions options;
  options.port = 7001;
  CHECK(render_inventory(*plan_fleet(options)).starts_with("  # presad speaks to port 6668"));
}

TEST_CASE("a gateway has its sub-devices, and the inventory names them by gateway and cid") {
  FleetOptions options;
  options.model = "gateway";
  options.name = "gw";
  options.sub_devices = 2;
  const auto plans = plan_fleet(options);
  REQUIRE(plans.has_value());
  REQUIRE(plans->at(0).settings.sub_devices.size() == 2);
  CHECK(plans->at(0).settings.sub_devices[1].cid == "a4c138f000010002");
  CHECK(render_inventory(*plans).find("  gw_2:\n    type: tuya\n    gateway: gw\n    cid: a4c138f000010002\n"
                                      "    profile: plug\n") != std::string::npos);
}

TEST_CASE("what cannot be is refused with its reason") {
  const auto refused = [](auto change) {
    FleetOptions options;
    change(options);
    const auto plans = plan_fleet(options);
    REQUIRE_FALSE(plans.has_value());
    CHECK(plans.error().kind == ErrorKind::bad_config);
    return plans.error().what;
  };
  CHECK(refused([](FleetOptions& o) { o.protocol = "3.6"; }) == "\"3.6\" is no version: expected 3.1 to 3.5");
  CHECK(refused([](FleetOptions& o) { o.local_key = "short"; }) == "a local_key has 16 characters, this one 5");
  CHECK(refused([](FleetOptions& o) {
          o.local_key = "";
          o.count = 2;
        }) == "a local_key has 16 characters, this one 0");
  CHECK(refused([](FleetOptions& o) { o.address = "localhost"; }) == "\"localhost\" is not an IPv4 address");
  CHECK(refused([](FleetOptions& o) { o.name = "a/b"; }) == "a name is made of letters, digits, - and _");
  CHECK(refused([](FleetOptions& o) { o.device_id = "x"; }) == "a device id has 20 or 22 characters");
  refused([](FleetOptions& o) { o.model = "gateway"; });
  refused([](FleetOptions& o) { o.sub_devices = 1; });
  refused([](FleetOptions& o) { o.sub_model = "fridge"; });
  refused([](FleetOptions& o) { o.count = 0; });
  refused([](FleetOptions& o) { o.count = 1001; });
  refused([](FleetOptions& o) { o.model = "toaster"; });
}
