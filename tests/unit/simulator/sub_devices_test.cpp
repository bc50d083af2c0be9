// A simulated gateway and its sub-devices: answers and pushes with a cid, a memory, a list.

#include <doctest/doctest.h>

#include "unit/simulator/bench.h"

using namespace presad;
using namespace presad::simulator;
using tuya::CommandCode;
using tuya::Version;
using What = OfSubDevice::What;

namespace {

const tuya::Addressee second{"bf51a20000000000000001", "a2"};

PlugSettings gateway(Version version) {
  PlugSettings settings = make_settings(version, "gateway");
  settings.sub_devices = {{"a1", *make_layout("sp22")}, {"a2", *make_layout("sp22")}};
  return settings;
}

/// A gateway of `version` and a client that is connected to it.
struct Gateway : Bench {
  explicit Gateway(Version version) : Bench(gateway(version)), client(connect()) {}

  void act(unsigned number, What what) { apply(model.act_on_sub_device({number, what}, clock.now())); }
  tuya::Report query() {
    client.heard.clear();
    client.send(tuya::make_query(model.settings().version, second, FakeClock::wall_at_zero()));
    REQUIRE(!client.heard.empty());
    return tuya::parse_report(client.heard.back()).value();
  }
  void set(bool on) {
    client.heard.clear();
    client.send(tuya::make_set(model.settings().version, second, {{1, on}}, FakeClock::wall_at_zero()));
  }
  Client& client;
};

}  // namespace

TEST_CASE("a sub-device is read, set and pushed with its cid") {
  for (const Version version : all_versions) {
    CAPTURE(tuya::name(version));
    Gateway gateway(version);
    CHECK(gateway.query().cid == "a2");
    CHECK(gateway.query().datapoints.front() == Datapoint{1, false});
    gateway.set(true);
    const tuya::Report pushed = gateway.client.last(CommandCode::status);
    CHECK(pushed.cid == "a2");
    CHECK(pushed.datapoints.front() == Datapoint{1, true});
    CHECK(gateway.model.sub_devices()[0].hardware.relay(1) == Power::off);
    gateway.client.heard.clear();
    gateway.act(1, What::press);
    CHECK(gateway.client.last(CommandCode::status).cid == "a1");
  }
}

TEST_CASE("a gateway with nothing of its own refuses the query that names nobody, and a cid that it does not know") {
  Gateway gateway(Version::v3_4);
  gateway.client.query();
  CHECK(gateway.client.heard.back().payload == "devid not found");
  gateway.client.send(tuya::make_query(Version::v3_4, {"bf51a20000000000000001", "a9"}, FakeClock::wall_at_zero()));
  CHECK(gateway.client.heard.back().payload == "devid not found");
}

TEST_CASE("one without power is answered for from memory, and its set is acknowledged and comes to nothing") {
  Gateway gateway(Version::v3_5);
  gateway.set(true);
  gateway.act(2, What::lost);
  CHECK(gateway.query().datapoints.front() == Datapoint{1, true});
  gateway.set(false);
  CHECK(gateway.client.heard.size() == 1);
  CHECK(gateway.client.heard[0].return_code == 0);
  CHECK(gateway.query().datapoints.front() == Datapoint{1, true});
}

TEST_CASE(
    "what the gateway has noticed stands in its list, which is told unasked as well; 3.3 answers no question for it") {
  for (const Version version : {Version::v3_3, Version::v3_4}) {
    Gateway gateway(version);
    gateway.act(2, What::lost);
    CHECK(gateway.client.heard.empty());
    gateway.client.send(tuya::make_subdevice_list());
    CHECK(gateway.client.heard.size() == (version == Version::v3_4 ? 1 : 0));
    if (version == Version::v3_4) {
      CHECK(gateway.client.last(CommandCode::lan_ext_stream).subdevices->online ==
            std::vector<std::string>{"a1", "a2"});
    }
    gateway.act(2, What::offline);
    CHECK(gateway.client.last(CommandCode::lan_ext_stream).subdevices->offline == std::vector<std::string>{"a2"});
    gateway.act(2, What::online);
    CHECK(gateway.client.last(CommandCode::lan_ext_stream).subdevices->online == std::vector<std::string>{"a2"});
    gateway.act(3, What::online);  // there is none
  }
}
