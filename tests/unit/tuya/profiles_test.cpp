// Every profile, by the examples that it carries: the datapoints of a device, what presad makes of them, and the
// messages that come of it.

#include <doctest/doctest.h>

#include <algorithm>

#include "base/json.h"
#include "config/document.h"
#include "config/reader.h"
#include "families/tuya/datapoint_map.h"
#include "families/tuya/payload.h"
#include "families/tuya/profile_reader.h"
#include "families/tuya/profile_texts.h"
#include "state_text.h"
#include "tasmota/telemetry.h"
#include "unit/tasmota/plug.h"

using namespace presad;
using namespace presad::tuya;

namespace {

struct ExpectedMessage {
  std::string topic;    ///< "stat/POWER1", "tele/SENSOR"
  std::string payload;  ///< whole; of tele, members that are there with this value
};

struct Example {
  Datapoints reported;
  bool pushed = false;
  std::string state;
  std::vector<ExpectedMessage> messages;
};

std::vector<Example> examples_of(const ProfileText& file) {
  config::Diagnostics diagnostics;
  const auto document = config::Document::parse(std::string(file.name), file.text, diagnostics);
  config::Reader reader(document.root(), document.whole(), "a profile", diagnostics);
  std::vector<Example> examples;
  for (config::Reader& each : reader.mappings("examples", "an example", 100)) {
    Example example;
    const auto json = parse_json(each.text("reported", 2, 4096).value_or("{}"));
    REQUIRE(json);
    const auto datapoints = parse_datapoints(*json);
    REQUIRE(datapoints);
    example.reported = *datapoints;
    example.pushed = each.boolean("pushed").value_or(false);
    each.require("state");
    example.state = each.text("state", 0, 1000).value_or("");
    for (config::Reader& message : each.mappings("messages", "a message", 32)) {
      message.require("topic");
      message.require("payload");
      example.messages.push_back({message.text("topic").value_or(""), message.text("payload", 1, 4096).value_or("")});
      message.no_more_keys();
    }
    each.no_more_keys();
    examples.push_back(std::move(example));
  }
  CHECK_MESSAGE(!diagnostics.has_errors(), diagnostics.render());
  return examples;
}

/// All that the dialect says of a device: its relays one after another, then its telemetry.
tasmota::Messages messages_of(const State& state) {
  tasmota::Plug device;
  device.state = state;
  tasmota::Messages messages;
  for (unsigned relay = 1; relay <= state.relays.size(); ++relay) {
    tasmota::append_power(messages, state, relay, device.options);
  }
  for (tasmota::Message& message : tasmota::render_telemetry(device.view())) messages.push_back(std::move(message));
  return messages;
}

/// What a device of any kind says the same way: each relay's RESULT, which its POWER follows.
bool is_expected(const Example& example, const tasmota::Message& message) {
  if (message.level == "RESULT" || message.level == "STATE") return true;
  return std::any_of(example.messages.begin(), example.messages.end(), [&](const ExpectedMessage& expected) {
    return std::string(tasmota::text(message.prefix)) + "/" + message.level == expected.topic;
  });
}

bool has_members(const std::string& payload, const std::string& expected) {
  const auto whole = parse_json(payload);
  const auto part = parse_json(expected);
  if (!whole || !part || whole->object() == nullptr || part->object() == nullptr) return false;
  return std::all_of(part->object()->begin(), part->object()->end(), [&](const auto& member) {
    const Json* const shown = whole->find(member.first);
    return shown != nullptr && render_json(*shown) == render_json(member.second);
  });
}

void check_message(const tasmota::Messages& messages, const ExpectedMessage& expected) {
  CAPTURE(expected.topic);
  std::vector<std::string> seen;
  for (const tasmota::Message& message : messages) {
    if (std::string(tasmota::text(message.prefix)) + "/" + message.level == expected.topic) {
      seen.push_back(message.payload);
    }
  }
  REQUIRE(seen.size() == 1);
  if (expected.topic.starts_with("tele/")) {
    CHECK_MESSAGE(has_members(seen[0], expected.payload), seen[0]);
    if (expected.topic == "tele/SENSOR") {  // nothing but these and the time
      CHECK(parse_json(seen[0])->object()->size() == parse_json(expected.payload)->object()->size() + 1);
    }
  } else {
    CHECK(seen[0] == expected.payload);
  }
}

}  // namespace

TEST_CASE("every profile's file is read without a finding, and is found by its name") {
  CHECK(profiles().size() == profile_texts().size());
  CHECK(profiles().size() > 15);
  for (const ProfileText& file : profile_texts()) {
    CAPTURE(file.name);
    config::Diagnostics diagnostics;
    const Profile profile = read_profile(std::string(file.name), file.text, diagnostics);
    CHECK_MESSAGE(diagnostics.findings().empty(), diagnostics.render());
    REQUIRE(find_profile(file.name) != nullptr);
    CHECK(*find_profile(file.name) == profile);
  }
  CHECK(find_profile("Plug") == nullptr);
  CHECK(find_profile("") == nullptr);
}

TEST_CASE("of every profile's examples come the state and the messages that they say") {
  for (const ProfileText& file : profile_texts()) {
    CAPTURE(file.name);
    const auto examples = examples_of(file);
    CHECK_FALSE(examples.empty());
    for (const Example& example : examples) {
      CAPTURE(render_datapoints(example.reported));
      DatapointMap map(find_profile(file.name));
      State state;
      map.apply(example.reported, true, state, example.pushed);
      CHECK(map.known());
      CHECK(state_text(state) == example.state);
      const auto messages = messages_of(state);
      CHECK_MESSAGE((example.state.empty() || !example.messages.empty()), "an example without messages");
      for (const ExpectedMessage& expected : example.messages) check_message(messages, expected);
      for (const tasmota::Message& message : messages) {
        CHECK_MESSAGE(is_expected(example, message), "not in the example: ", message.level, " ", message.payload);
      }
    }
  }
}

TEST_CASE("a device that a profile has signs for is taken for that, any other for none that lacks its relays") {
  for (const ProfileText& file : profile_texts()) {
    CAPTURE(file.name);
    const Profile& profile = *find_profile(file.name);
    for (const Example& example : examples_of(file)) {
      CAPTURE(render_datapoints(example.reported));
      DatapointMap map(nullptr);
      State state;
      map.apply(example.reported, true, state);
      if (!profile.recognised_by.empty()) {
        CHECK(map.profile_name() == file.name);
      } else if (map.known()) {
        const Profile& taken_for = *find_profile(map.profile_name());
        CHECK((taken_for.recognised_by.empty() || taken_for.relays.empty()));
      }
    }
  }
}

TEST_CASE("of a device of which some datapoints are not said, none becomes a relay that is none") {
  for (const ProfileText& file : profile_texts()) {
    CAPTURE(file.name);
    const Profile& profile = *find_profile(file.name);
    if (profile.recognised_by.empty()) continue;
    for (const Example& example : examples_of(file)) {
      for (unsigned left_out = 1; left_out < (1U << example.reported.size()); ++left_out) {
        Datapoints said;
        for (std::size_t i = 0; i < example.reported.size(); ++i) {
          if ((left_out >> i & 1U) == 0) said.push_back(example.reported[i]);
        }
        CAPTURE(render_datapoints(said));
        DatapointMap map(nullptr);
        State state;
        map.apply(said, true, state);
        for (const std::uint8_t id : map.relays()) {
          CHECK(std::find(profile.relays.begin(), profile.relays.end(), id) != profile.relays.end());
        }
      }
    }
  }
}
