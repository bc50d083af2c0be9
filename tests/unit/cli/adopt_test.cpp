// presa adopt's judgement: what is open about a device, what it is told of its broker, and whether it has followed.

#include "cli/adopt/adopt.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "cli/adopt/adopt_report.h"
#include "cli/adopt/broker_order.h"
#include "cli/adopt/open_doors.h"
#include "cli/inventory.h"
#include "support/test_process.h"

using namespace presad;
using namespace presad::cli;
using config::Secrets;
using presad::testing::TemporaryDirectory;
using presad::testing::write_text_file;
using tasmota_http::Traits;

namespace {

/// A device about which nothing is open.
Traits good() {
  Traits traits;
  traits.is_tasmota = true;
  traits.identity.topic = "cantina";
  traits.identity.device_name = "Cantina";
  traits.identity.hardware_id = "84E3427A1B2C";
  traits.identity.mqtt_enabled = true;
  traits.identity.mqtt_host = "10.0.0.5";
  traits.identity.mqtt_count = 1;
  traits.mqtt_port = 1883;
  traits.mqtt_user = "tas";
  traits.wifi_config = 4;
  traits.time = "2026-08-19T11:30:18";
  traits.uptime = 306;
  traits.full_topic = "%prefix%/%topic%/";
  traits.prefixes = {"cmnd", "stat", "tele"};
  return traits;
}

HouseFacts house() {
  HouseFacts facts;
  facts.topic = "cantina";
  facts.full_topic = "%prefix%/%topic%/";
  facts.broker = "localhost:1883";
  facts.broker_names = {"10.0.0.5", "raspberrypi"};
  facts.broker_for_device = "10.0.0.5";
  return facts;
}

BrokerOrder order() {
  BrokerOrder result;
  result.host = "10.0.0.5";
  result.username = "tas";
  result.password = SecretText("s3cr3t");
  result.topic = "cantina";
  return result;
}

/// "name: cure" of each.
std::vector<std::string> named(const std::vector<OpenDoor>& doors) {
  std::vector<std::string> result;
  for (const OpenDoor& door : doors) {
    CHECK_FALSE(door.seen.empty());
    result.push_back(std::string(door.name) + ": " + door.cure);
  }
  return result;
}

using Lines = std::vector<std::string>;

constexpr std::array verbs = {Verb{"adopt", "", declare_adopt}};

int run(std::vector<std::string> words) {
  std::vector<const char*> pointers = {"presa", "adopt"};
  for (const std::string& word : words) pointers.push_back(word.c_str());
  return run_command_line(static_cast<int>(pointers.size()), pointers.data(), verbs, "1.2.3");
}

}  // namespace

TEST_CASE("of a device that is as it should be nothing is said") { CHECK(open_doors(good(), house()).empty()); }

TEST_CASE("each open door is named with the command that shuts it") {
  HouseFacts facts = house();
  facts.asked_without_password = true;
  CHECK(named(open_doors(good(), facts)) == Lines{"no_web_password: WebPassword PASSWORD"});

  Traits traits = good();
  traits.wifi_config = 2;
  CHECK(named(open_doors(traits, house())) == Lines{"wifi_opens_access_point: WifiConfig 4"});

  traits = good();
  traits.identity.mqtt_enabled = false;
  CHECK(named(open_doors(traits, house())) == Lines{"mqtt_off: SetOption3 1"});

  traits = good();
  traits.identity.mqtt_host.clear();
  CHECK(named(open_doors(traits, house())) == Lines{"no_broker: Backlog MqttHost 10.0.0.5;MqttPort 1883"});

  traits = good();
  traits.identity.mqtt_host = "10.0.0.6";
  CHECK(named(open_doors(traits, house())) == Lines{"other_broker: Backlog MqttHost 10.0.0.5;MqttPort 1883"});
  traits.identity.mqtt_host = "RaspberryPi";
  CHECK(open_doors(traits, house()).empty());
  traits.mqtt_port = 1884;
  CHECK(open_doors(traits, house()).size() == 1);
  facts = house();
  facts.broker_for_device.clear();
  CHECK(named(open_doors(traits, facts)) == Lines{"other_broker: Backlog MqttHost ADDRESS;MqttPort 1883"});

  traits = good();
  traits.time = "1970-01-01T00:05:06";
  CHECK(named(open_doors(traits, house())) == Lines{"clock_unset: Backlog NtpServer1 pool.ntp.org"});
  traits.gateway = "10.0.0.1";
  CHECK(named(open_doors(traits, house())) ==
        Lines{"clock_unset: Backlog NtpServer1 pool.ntp.org;NtpServer2 10.0.0.1"});

  traits = good();
  traits.full_topic = "%topic%/%prefix%/";
  traits.prefixes[0] = "do";
  CHECK(named(open_doors(traits, house())) == Lines{"other_full_topic: FullTopic %prefix%/%topic%/",
                                                    "other_prefixes: Backlog Prefix1 cmnd;Prefix2 stat;Prefix3 tele"});
}

TEST_CASE("the firmware's own topic is told from a name that only looks like it") {
  const auto doors_of = [](const std::string& topic) {
    Traits traits = good();
    traits.identity.topic = topic;
    HouseFacts facts = house();
    facts.topic = topic;
    return named(open_doors(traits, facts));
  };
  CHECK(doors_of("tasmota_7A1B2C") == Lines{"default_topic: Topic NAME"});
  CHECK(doors_of("tasmota").size() == 1);
  for (const char* topic : {"tasmota_kitchen", "tasmota_7A1B2", "tasmota_7A1B2CD", "Tasmota_7A1B2G"}) {
    CAPTURE(topic);
    CHECK(doors_of(topic).empty());
  }
}

TEST_CASE("a topic of the inventory's own is what the device is told, not a warning more") {
  Traits traits = good();
  traits.identity.topic = "tasmota_7A1B2C";
  CHECK(named(open_doors(traits, house())) == Lines{"other_topic: Topic cantina"});
}

TEST_CASE("what a device says of itself is quoted so that a terminal does not obey it") {
  Traits traits = good();
  traits.identity.topic = "a\x1b[2J";
  traits.identity.mqtt_host = "b\x1b[2J";
  traits.gateway = "c\x1b[2J";
  traits.time = "1970\x1b[2J";
  const auto doors = open_doors(traits, house());
  CHECK(doors.size() == 3);
  for (const OpenDoor& door : doors) {
    CHECK(door.seen.find('\x1b') == std::string::npos);
    CHECK(door.cure.find('\x1b') == std::string::npos);
  }
}

TEST_CASE("the Backlog has all that leads to the broker, and the password only when it is sent") {
  CHECK(render_order(order(), Secrets::hidden) ==
        "Backlog MqttHost 10.0.0.5;MqttPort 1883;MqttUser tas;MqttPassword ••••;Topic cantina;SetOption3 1");
  CHECK(render_order(order(), Secrets::shown).find(";MqttPassword s3cr3t;") != std::string::npos);
  BrokerOrder bare = order();
  bare.username.clear();
  bare.full_topic = "%prefix%/%topic%/";
  bare.port = 1884;
  CHECK(render_order(bare, Secrets::shown) ==
        "Backlog MqttHost 10.0.0.5;MqttPort 1884;Topic cantina;FullTopic %prefix%/%topic%/;SetOption3 1");
  bare.username = "tas";
  bare.password = SecretText();
  CHECK(render_order(bare, Secrets::hidden).find("MqttUser tas;MqttPassword 0;") != std::string::npos);
}

TEST_CASE("what the firmware would take for something else is not sent") {
  CHECK(check_order(order()));
  for (const char* password : {"a;b", "0", "1", "\"", "?", " a", "a ", "a\nb"}) {
    CAPTURE(password);
    BrokerOrder odd = order();
    odd.password = SecretText(password);
    const auto fit = check_order(odd);
    CHECK_FALSE(fit);
    if (!fit) CHECK(fit.error().what.find("password") != std::string::npos);
    odd = order();
    odd.username = password;
    CHECK_FALSE(check_order(odd));
  }
  for (const char* host : {"", "a b", "a;Reset 1", "fe80::1", "höst"}) {
    CAPTURE(host);
    BrokerOrder odd = order();
    odd.host = host;
    CHECK_FALSE(check_order(odd));
  }
  BrokerOrder odd = order();
  odd.topic = "a;b";
  CHECK_FALSE(check_order(odd));
  odd = order();
  odd.password = SecretText(std::string(longest_command, 'x'));
  CHECK_FALSE(check_order(odd));
}

TEST_CASE("what a device has not taken is named") {
  CHECK(not_taken(order(), good()).empty());
  const auto told = [](auto change) {
    Traits traits = good();
    change(traits);
    return not_taken(order(), traits);
  };
  CHECK(told([](Traits& t) { t.identity.mqtt_enabled = false; }) == "MQTT is off");
  CHECK(told([](Traits& t) { t.identity.mqtt_host = "x"; }) == "MqttHost is \"x\"");
  CHECK(told([](Traits& t) { t.mqtt_port = 1884; }) == "MqttPort is \"1884\"");
  CHECK(told([](Traits& t) { t.mqtt_user = "x"; }) == "MqttUser is \"x\"");
  CHECK(told([](Traits& t) { t.identity.topic = "x"; }) == "Topic is \"x\"");
  BrokerOrder whole = order();
  whole.full_topic = "%topic%/%prefix%/";
  CHECK(not_taken(whole, good()) == "FullTopic is \"%prefix%/%topic%/\"");
}

TEST_CASE("a start in between is told by the uptime, where there is one") {
  CHECK(has_restarted(306, 5, 4));
  CHECK(has_restarted(3, 20, 12));
  CHECK_FALSE(has_restarted(306, 5, 311));
  CHECK_FALSE(has_restarted(306, 5, 310));
  CHECK(has_restarted({}, 5, 310));
  CHECK(has_restarted(306, 5, {}));
}

TEST_CASE("what only means the machine that says it") {
  for (const char* host : {"localhost", "LocalHost", "a.localhost", "127.0.0.1", "127.1.2.3", "::1"})
    CHECK(is_loopback(host));
  for (const char* host : {"10.0.0.5", "localhost.lan", "raspberrypi", "1270.0.0.1"}) CHECK_FALSE(is_loopback(host));
}

TEST_CASE("only an address of the local network is spoken to, and words must fit together") {
  const TemporaryDirectory folder;
  const std::string inventory = folder.file("presad.yaml");
  const auto status = [&](std::vector<std::string> words) {
    words.insert(words.end(), {"--config", inventory});
    return run(words);
  };
  for (const char* address : {"8.8.8.8", "2001:db8::1", "cantina.lan", "255.255.255.255", "0.0.0.0", "10.0.0", ""}) {
    CAPTURE(address);
    CHECK(status({address}) == exit_usage);
  }
  CHECK(status({"10.0.0.114", "--yes"}) == exit_usage);
  CHECK(status({"10.0.0.114", "--broker-host", "10.0.0.5"}) == exit_usage);
  CHECK(status({"10.0.0.114", "--instance", "a/b"}) == exit_usage);
  CHECK(status({"10.0.0.114", "--topic", "cmnd"}) == exit_usage);
  CHECK(status({"10.0.0.114", "--topic", "a/b"}) == exit_usage);
  write_text_file(inventory, "devices: { x: { type: tasmoto } }\n");
  CHECK(status({"10.0.0.114"}) == exit_bad_config);
}

TEST_CASE("the report names the device, the change and what is open, and is one line of JSON for a program") {
  const Traits traits = good();
  const InventoryFiles files{"presad.yaml", "secrets.yaml"};
  const InventoryTexts before;
  InventoryEdit edit;
  edit.texts = {"devices:\n  cantina: {}\n", "cantina: 's3cr3t'\n"};
  edit.devices = {{DeviceChange::added, "cantina", {}, "Cantina", "", {}, false, {}}};
  HouseFacts facts = house();
  facts.asked_without_password = true;
  AdoptReport report{files,
                     before,
                     edit,
                     "10.0.0.114",
                     traits,
                     open_doors(traits, facts),
                     Secrets::hidden,
                     false,
                     "sudo systemctl reload presad",
                     {}};
  std::string text = render_adopt(report);
  CHECK(text.starts_with("10.0.0.114: \"Cantina\", topic \"cantina\", 84E3427A1B2C\nwarning: anybody in the network"));
  CHECK(text.find("    cure: WebPassword PASSWORD\n") != std::string::npos);
  CHECK(text.find("new cantina\n") != std::string::npos);
  CHECK(text.find("Nothing was written: --write does it.") != std::string::npos);
  CHECK(text.find("s3cr3t") == std::string::npos);
  report.written = true;
  report.broker = BrokerReport{"Backlog MqttHost x", false, "", ""};
  text = render_adopt(report);
  CHECK(text.find("sudo systemctl reload presad") != std::string::npos);
  CHECK(text.find("Nothing was sent: --yes does it.") != std::string::npos);
  report.broker = BrokerReport{"Backlog MqttHost x", true, "not_connected", "no broker took it"};
  CHECK(render_adopt(report).find("Sent, but no broker took it\n") != std::string::npos);
  const std::string json = render_adopt_json(report);
  CHECK(std::count(json.begin(), json.end(), '\n') == 1);
  CHECK(json.find(R"("warnings":[{"name":"no_web_password")") != std::string::npos);
  CHECK(json.find(R"("result":"not_connected")") != std::string::npos);
  CHECK(json.find("s3cr3t") == std::string::npos);
}
