// presa retire's judgement: which of the messages that a broker keeps are presad's, and what is said of them.

#include "cli/retire/retire.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "cli/answer.h"
#include "cli/retire/kept_messages.h"
#include "cli/retire/retire_report.h"

using namespace presad;
using namespace presad::cli;

namespace {

const tasmota::FullTopic usual;
const Owner by_mark{"presad-pi", true, {}};

constexpr const char* own_config = R"({"mac":"84E3427A1B2C","sw":"15.2.0.2","t":"presa1"})";

struct Kept {
  std::string topic;
  std::string payload;
  std::string mark = {};
};

mqtt::ProbeReport seen(const std::vector<Kept>& messages) {
  mqtt::ProbeReport report;
  for (const Kept& message : messages) {
    report.retained.push_back({message.topic, message.payload, true, !message.mark.empty(), {}, {}});
    report.marks.push_back(message.mark);
  }
  return report;
}

std::vector<std::string> topics_of(const std::vector<KeptMessage>& messages) {
  std::vector<std::string> topics;
  topics.reserve(messages.size());
  for (const KeptMessage& message : messages) topics.push_back(message.topic);
  return topics;
}

RetireReport report_of(const std::string& topic, const std::vector<Kept>& messages, const Owner& owner = by_mark) {
  RetireReport report;
  report.topic = topic;
  report.mark = owner.mark;
  report.version = owner.marked ? mqtt::Version::v5 : mqtt::Version::v3_1_1;
  take_kept(report, read_kept(seen(messages), usual, owner));
  return report;
}

using Topics = std::vector<std::string>;

}  // namespace

TEST_CASE("of one topic only what carries this presad's mark is ours, and the rest is named with whose it is") {
  const RetireReport report = report_of(
      "presa1", {Kept{"tele/presa1/LWT", "Online", "presad-pi"}, Kept{"stat/presa1/POWER", "ON", "presad-other"},
                 Kept{"tele/presa1/SENSOR", "{}"}, Kept{"tele/presa2/LWT", "Online", "presad-pi"}});
  CHECK(topics_of(report.ours) == Topics{"tele/presa1/LWT"});
  CHECK(topics_of(report.others) == Topics{"stat/presa1/POWER", "tele/presa1/SENSOR"});
  CHECK(status_of(report) == 1);
  const std::string text = render_kept(report);
  CHECK(text.find("1 message of \"presa1\" by presad-pi:\n  tele/presa1/LWT\n") != std::string::npos);
  CHECK(text.find("stat/presa1/POWER (of presad-other") != std::string::npos);
  CHECK(text.find("tele/presa1/SENSOR (not presad's") != std::string::npos);
}

TEST_CASE("Tasmota's discovery belongs to the topic that its config names, the sensors with it") {
  const RetireReport report = report_of(
      "presa1", {Kept{"tasmota/discovery/84E3427A1B2C/sensors", R"({"sn":{}})", "presad-pi"},
                 Kept{"tasmota/discovery/84E3427A1B2C/config", R"({"t":"presa1","mac":"84E3427A1B2C"})", "presad-pi"},
                 Kept{"tasmota/discovery/84E3427A1B2D/config", R"({"t":"presa2"})", "presad-pi"},
                 Kept{"tasmota/discovery/84E3427A1B2E/config", R"({"t":7})", "presad-pi"},
                 Kept{"tasmota/discovery/84E3427A1B2F/config", "presa1", "presad-pi"},
                 Kept{"tasmota/discovery/", R"({"t":"presa1"})", "presad-pi"}});
  CHECK(topics_of(report.ours) ==
        Topics{"tasmota/discovery/84E3427A1B2C/config", "tasmota/discovery/84E3427A1B2C/sensors"});
}

TEST_CASE("MQTT discovery belongs to the first topic of its availability, however long the message is") {
  const std::string head = R"({"device":{"name":"\"availability\":[{\"topic\":\"tele/presa2/LWT\""},"availability":)";
  const std::string whole = head + R"([{"topic":"tele/presa1/LWT","payload_available":"Online"},{"topic":"tele/pre)";
  const RetireReport report = report_of(
      "presa1", {Kept{"homeassistant/device/presad_84e3427a1b2c/config", whole, "presad-pi"},
                 Kept{"homeassistant/device/other/config", "{}", "presad-pi"},
                 Kept{"homeassistant/device/cut/config", R"({"availability":[{"topic":"tele/pres)", "presad-pi"}});
  CHECK(topics_of(report.ours) == Topics{"homeassistant/device/presad_84e3427a1b2c/config"});
}

TEST_CASE("all of presad is all that carries its mark, and only other presads are mentioned besides") {
  const RetireReport report =
      report_of("", {Kept{"tele/presad/LWT", "Offline", "presad-pi"}, Kept{"tele/presa1/LWT", "Online", "presad-pi"},
                     Kept{"tele/cantina/LWT", "Online"}, Kept{"odd/thing", "x", "presad-pi"},
                     Kept{"tele/presa3/LWT", "Online", "presad_site-pi"}});
  CHECK(topics_of(report.ours) == Topics{"odd/thing", "tele/presa1/LWT", "tele/presad/LWT"});
  CHECK(topics_of(report.others) == Topics{"tele/presa3/LWT"});
}

TEST_CASE("a message that came twice or is empty is not counted") {
  const RetireReport report =
      report_of("", {Kept{"tele/presa1/LWT", "Online", "presad-pi"}, Kept{"tele/presa1/LWT", "Online", "presad-pi"},
                     Kept{"tele/presa2/LWT", "", "presad-pi"}});
  CHECK(topics_of(report.ours) == Topics{"tele/presa1/LWT"});
}

TEST_CASE("without marks the topics tell, and never a mark") {
  const Owner owner{"presad-pi", false, {"presa1", "presad"}};
  const RetireReport report =
      report_of("",
                {Kept{"tele/presa1/LWT", "Online"}, Kept{"tele/cantina/LWT", "Online", "presad-pi"},
                 Kept{"tele/presad/LWT", "Online"}, Kept{"tasmota/discovery/84E3427A1B2C/config", own_config}},
                owner);
  CHECK(topics_of(report.ours) ==
        Topics{"tasmota/discovery/84E3427A1B2C/config", "tele/presa1/LWT", "tele/presad/LWT"});
  CHECK(render_kept(report).find("MQTT 3.1.1") != std::string::npos);
}

TEST_CASE("without marks a Tasmota device's own discovery is not presad's, though it names the same topic") {
  const Owner owner{"", false, {"presa1"}};
  const RetireReport report = report_of(
      "presa1",
      {Kept{"tasmota/discovery/84E3427A1B2C/config", own_config},
       Kept{"tasmota/discovery/84E3427A1B2C/sensors", R"({"sn":{}})"},
       Kept{"tasmota/discovery/86E3427A1B2C/config", R"({"mac":"86E3427A1B2C","sw":"15.1.0","t":"presa1"})"},
       Kept{"tasmota/discovery/84E342000001/config", R"({"mac":"84E342000001","sw":"14.4.1","t":"presa1"})"},
       Kept{"tasmota/discovery/84E342000001/sensors", R"({"sn":{}})"},
       Kept{"tasmota/discovery/84E342000002/config", R"({"mac":"84E342000003","sw":"15.2.0.2","t":"presa1"})"},
       Kept{"tasmota/discovery/84E342000004/config", R"({"t":"presa1"})"}},
      owner);
  CHECK(topics_of(report.ours) ==
        Topics{"tasmota/discovery/84E3427A1B2C/config", "tasmota/discovery/84E3427A1B2C/sensors",
               "tasmota/discovery/86E3427A1B2C/config"});  // of an earlier presad: no device has such an id
  CHECK(topics_of(report.others) ==
        Topics{"tasmota/discovery/84E342000001/config", "tasmota/discovery/84E342000001/sensors",
               "tasmota/discovery/84E342000002/config", "tasmota/discovery/84E342000004/config"});
}

TEST_CASE("without marks a topic that a device may speak on itself is nobody's to clear") {
  const std::vector<std::string> spoken_for = {"presad", "presa1"};
  const std::vector<std::string> others = {"cantina"};
  using Set = std::set<std::string, std::less<>>;
  CHECK(topics_without_marks(spoken_for, others, "", false) == Set{"presa1", "presad"});
  CHECK(topics_without_marks(spoken_for, others, "presa1", true) == Set{"presa1"});
  CHECK(topics_without_marks(spoken_for, others, "cantina", false).empty());
  CHECK(topics_without_marks(spoken_for, others, "gone", false) == Set{"gone"});
  CHECK(topics_without_marks(spoken_for, others, "gone", true).empty());
  CHECK(says_online(seen({{"tele/gone/LWT", "Online"}}).retained, usual, "gone"));
  CHECK_FALSE(says_online(seen({{"tele/gone/LWT", "Offline"}, {"tele/x/LWT", "Online"}}).retained, usual, "gone"));
}

TEST_CASE("each filter has its echo, and a FullTopic without a prefix has no filter twice") {
  CHECK(kept_filters(usual) == Topics{"stat/+/#", "tele/+/#", "tasmota/discovery/#", "homeassistant/#"});
  CHECK(echo_topics(usual).size() == 4);
  const auto bare = tasmota::FullTopic::from_pattern("house/%topic%/");
  REQUIRE(bare);
  CHECK(kept_filters(*bare) == Topics{"house/+/#", "tasmota/discovery/#", "homeassistant/#"});
  CHECK(echo_topics(*bare).size() == 3);
}

TEST_CASE("the status tells what is left, and what nobody can know") {
  RetireReport report = report_of("presa1", {Kept{"tele/presa1/LWT", "Online", "presad-pi"}});
  CHECK(status_of(report) == 1);
  CHECK(render_outcome(report) == "Nothing was cleared: --yes does it.\n");
  report.asked_again = true;
  CHECK(status_of(report) == 0);
  CHECK(render_outcome(report).starts_with("Cleared."));
  report.left = report.ours;
  CHECK(status_of(report) == 1);
  CHECK(render_outcome(report).find("still keeps 1 message of it") != std::string::npos);
  report.left.clear();
  report.unheard = {"stat/presa/PRESA"};
  CHECK(status_of(report) == 1);
  CHECK(render_kept(report).find("access list") != std::string::npos);
  RetireReport none = report_of("presa9", {});
  CHECK(status_of(none) == 0);
  CHECK(render_kept(none) == "The broker keeps nothing of \"presa9\" by presad-pi.\n");
  CHECK(render_outcome(none).empty());
}

TEST_CASE("what strangers wrote reaches neither the terminal nor the JSON as it is") {
  const RetireReport report =
      report_of("", {Kept{"tele/a\x1b[2J/LWT", "Online", "presad-pi"}, Kept{"tele/b/LWT", "Online", "evil\x1b[2J"}});
  CHECK(render_kept(report).find('\x1b') == std::string::npos);
  const std::string json = render_retire_json(report);
  CHECK(json.find('\x1b') == std::string::npos);
  CHECK(json.find(R"("topic":null,"mark":"presad-pi","protocol":"MQTT 5","messages":[{"topic":)") != std::string::npos);
}
