// presa retire at a real broker: what it takes away, and what it leaves.

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "cli/answer.h"
#include "cli/retire/retire.h"
#include "support/mosquitto.h"
#include "support/mqtt_probe.h"
#include "support/old_broker.h"
#include "support/test_process.h"

using namespace presad;
using namespace presad::cli;

namespace {

using Topics = std::vector<std::string>;

constexpr const char* own_config = R"({"mac":"84E3427A1B2C","sw":"15.2.0.2","t":"presa1"})";

constexpr std::array verbs = {Verb{"retire", "", declare_retire}};

int run(const std::vector<std::string>& words) {
  std::vector<const char*> pointers = {"presa", "retire"};
  for (const std::string& word : words) pointers.push_back(word.c_str());
  return run_command_line(static_cast<int>(pointers.size()), pointers.data(), verbs, "1.2.3");
}

/// What somebody who subscribes now finds.
Topics kept_by(std::uint16_t port) {
  testing::MqttProbe late(port);
  late.publish("end", "");
  while (late.count("end") == 0) std::this_thread::yield();  // the test's own limit ends it
  Topics topics;
  for (const auto& message : late.received()) {
    if (message.retained) topics.push_back(message.topic);
  }
  std::sort(topics.begin(), topics.end());
  return topics;
}

}  // namespace

TEST_CASE("a broker that speaks 3.1.1 loses what the inventory's topics tell to be presad's, and no more") {
  const testing::Mosquitto mosquitto;
  const testing::OldBroker old(mosquitto.port(), testing::OldBroker::Manner::answers_in_3_1_1);
  testing::MqttProbe person(mosquitto.port());
  const std::vector<std::pair<const char*, const char*>> kept = {
      {"tele/presad/LWT", "Offline"},
      {"tele/presa1/LWT", "Online"},  // presad was killed
      {"tasmota/discovery/84E3427A1B2C/config", own_config},
      {"tasmota/discovery/84E342000001/config", R"({"mac":"84E342000001","sw":"14.4.1","t":"presa1"})"},
      {"tele/cantina/LWT", "Online"},
      {"tele/gone/LWT", "Offline"},
      {"tele/stranger/LWT", "Online"},
  };
  for (const auto& [topic, payload] : kept) person.publish(topic, payload, true);
  while (person.count("tele/stranger/LWT") == 0) std::this_thread::yield();  // the test's own limit ends it

  const testing::TemporaryDirectory folder;
  const std::string inventory = folder.file("presad.yaml");
  testing::write_text_file(inventory, "mqtt: { url: \"mqtt://127.0.0.1:" + std::to_string(old.port()) + "\" }\n" +
                                          "devices:\n"
                                          "  presa1: { type: tuya, device_id: bff7e612edf4edb899uaiz, "
                                          "local_key: 0123456789abcdef, address: 10.0.0.129 }\n"
                                          "  cantina: { type: tasmota, address: 10.0.0.114 }\n");
  const auto status = [&](std::vector<std::string> words) {
    words.insert(words.end(), {"--config", inventory, "--socket", folder.file("none"), "--yes"});
    return run(words);
  };
  CHECK(status({"stranger"}) == exit_not_done);
  CHECK(status({"cantina"}) == exit_not_done);
  CHECK(status({"gone", "--mark", "presad-pi"}) == exit_usage);
  CHECK(kept_by(mosquitto.port()).size() == kept.size());
  CHECK(status({"gone"}) == exit_done);
  CHECK(status({"--all"}) == exit_done);
  CHECK(kept_by(mosquitto.port()) ==
        Topics{"tasmota/discovery/84E342000001/config", "tele/cantina/LWT", "tele/stranger/LWT"});
  CHECK(old.connects_of_4() > 0);
}
