#include "families/tasmota_http/traits_reader.h"

#include <doctest/doctest.h>

#include <string>

using namespace presad;
using namespace presad::tasmota_http;

namespace {

Traits read(std::initializer_list<const char*> answers) {
  Traits traits;
  for (const char* const answer : answers) {
    const Result<Json> json = parse_json(answer);
    REQUIRE(json);
    read_traits(*json, traits);
  }
  return traits;
}

}  // namespace

TEST_CASE("what the firmware answers is put together") {
  const Traits traits =
      read({R"({"Status":{"Module":1,"DeviceName":"Cantina","FriendlyName":["Luce"],"Topic":"cantina"}})",
            R"x({"StatusFWR":{"Version":"15.2.0.2(tasmota)"}})x",
            R"({"StatusNET":{"Mac":"84:E3:42:7A:1B:2C","Gateway":"10.0.0.1","WifiConfig":4}})",
            R"({"StatusMQT":{"MqttHost":"10.0.0.5","MqttPort":1884,"MqttUser":"tas","MqttCount":2}})",
            R"({"StatusSTS":{"Time":"2026-08-19T11:30:18","Uptime":"3T04:05:06"}})",
            R"({"FullTopic":"%prefix%/%topic%/"})", R"({"Prefix1":"cmnd","Prefix2":"stat","Prefix3":"tele"})"});
  CHECK(traits.is_tasmota);
  CHECK(traits.identity.topic == "cantina");
  CHECK(traits.identity.device_name == "Cantina");
  CHECK(traits.identity.hardware_id == "84E3427A1B2C");
  CHECK(traits.wifi_config == 4);
  CHECK(traits.gateway == "10.0.0.1");
  CHECK(traits.identity.mqtt_enabled);
  CHECK(traits.identity.mqtt_host == "10.0.0.5");
  CHECK(traits.mqtt_port == 1884);
  CHECK(traits.mqtt_user == "tas");
  CHECK(traits.time == "2026-08-19T11:30:18");
  CHECK(traits.uptime == ((3 * 24 + 4) * 60 + 5) * 60 + 6);
  CHECK(traits.full_topic == "%prefix%/%topic%/");
  CHECK(traits.prefixes[1] == "stat");
}

TEST_CASE("a refusal and a stranger's answer tell nothing") {
  const Traits traits =
      read({R"({"Command":"Error","Input":"STATUS 6"})", R"({"Status":[]})", R"({"Status":{"Topic":7}})", "[1,2]",
            R"({"StatusSTS":7,"StatusNET":"x","StatusMQT":[]})"});
  CHECK_FALSE(traits.is_tasmota);
  CHECK_FALSE(traits.wifi_config);
  CHECK_FALSE(traits.uptime);
  CHECK(traits.time.empty());
}

TEST_CASE("numbers out of range and long texts are not believed") {
  const std::string longer(longest_trait + 1, 'x');
  const Traits traits = read({R"({"StatusNET":{"WifiConfig":-1},"StatusMQT":{"MqttPort":70000,"MqttHost":7}})",
                              ("{\"Status\":{\"Topic\":\"" + longer + "\",\"DeviceName\":\"" + longer +
                               "\",\"FriendlyName\":[\"" + longer + "\"]},\"FullTopic\":\"" + longer + "\"}")
                                  .c_str()});
  CHECK_FALSE(traits.wifi_config);
  CHECK(traits.mqtt_port == 0);
  CHECK(traits.is_tasmota);
  CHECK(traits.identity.topic.empty());
  CHECK(traits.identity.device_name.empty());
  CHECK(traits.identity.friendly_names.front().empty());
  CHECK(traits.full_topic.empty());
}

TEST_CASE("an uptime is days and a time of day, and nothing else") {
  const auto uptime = [](const std::string& text) {
    return read({("{\"StatusSTS\":{\"Uptime\":\"" + text + "\"}}").c_str()}).uptime;
  };
  CHECK(uptime("0T00:05:06") == 306);
  for (const char* text : {"", "7", "0T00:05", "0T00:05:06x", "-1T00:00:00", "0:00:05:06", "999999999999T00:00:00"}) {
    CAPTURE(text);
    CHECK_FALSE(uptime(text));
  }
}
