#include "cloud/devices_file.h"

#include <doctest/doctest.h>

#include <vector>

#include "base/json.h"
#include "cloud/answer.h"

namespace presad::cloud {

TEST_CASE("the file is JSON, a device a line, and its keys are exactly the cloud's") {
  Device plug;
  plug.id = "bf1";
  plug.name = "Kü\"che\\";
  plug.local_key = SecretText("'\"\\`<;$#: {}!&*?");
  plug.mac = "5c:cf:7f:53:01:02";
  Device sensor;
  sensor.id = "bf2";
  sensor.sub = true;
  sensor.gateway_id = "bf0";
  sensor.node_id = "a4c1";
  const std::string text = render_devices_file(std::vector{plug, sensor});
  const auto json = parse_json(text);
  REQUIRE(json);
  const Json::Array& list = *json->array();
  REQUIRE(list.size() == 2);
  CHECK(text_of(list[0], "name", 64) == plug.name);
  CHECK(text_of(list[0], "id", 64) == "bf1");
  CHECK(text_of(list[0], "key", 64) == plug.local_key.reveal());
  CHECK(text_of(list[0], "mac", 64) == plug.mac);
  CHECK(list[0].find("ip") == nullptr);
  CHECK(list[0].find("node_id") == nullptr);
  CHECK(text_of(list[1], "node_id", 64) == "a4c1");
  CHECK(text_of(list[1], "parent", 64) == "bf0");
  CHECK(*list[1].find("sub")->boolean());
  CHECK(std::count(text.begin(), text.end(), '\n') == 4);
}

TEST_CASE("no devices are an empty list") { CHECK(render_devices_file({}) == "[\n]\n"); }

}  // namespace presad::cloud
