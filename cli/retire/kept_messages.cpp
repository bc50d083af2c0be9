#include "cli/retire/kept_messages.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>

#include "base/json.h"
#include "tasmota/native_discovery.h"

namespace presad::cli {

namespace {

using tasmota::FullTopic;
using tasmota::Prefix;

constexpr std::string_view native = "tasmota/discovery/";
constexpr std::string_view home_assistant = "homeassistant/";
constexpr std::string_view home_assistant_of_presad = "homeassistant/device/presad_";
constexpr const char* nobody = "presa";
constexpr const char* level = "PRESA";

/// "84E3427A1B2C" of "tasmota/discovery/84E3427A1B2C/config".
std::string_view hardware_id(std::string_view topic) {
  topic.remove_prefix(native.size());
  return topic.substr(0, topic.find('/'));
}

/// What a device's discovery says of itself.
struct Announced {
  std::string topic;
  bool may_be_ours = false;  ///< by its content alone
};

std::optional<Announced> read_announced(std::string_view id, const std::string& config) {
  const Result<Json> json = parse_json(config);
  const Json* const topic = json ? json->find("t") : nullptr;
  if (topic == nullptr || topic->string() == nullptr) return std::nullopt;
  return Announced{*topic->string(), tasmota::may_be_own_native_discovery(id, *json)};
}

/// The device's topic out of the first one under `availability`. The message is longer than what is read of one, so
/// that it is no whole JSON; quotes within its texts are escaped, and nothing but the key can look like this.
std::string described_topic(std::string_view message, const FullTopic& full_topic) {
  constexpr std::string_view before = R"("availability":[{"topic":")";
  const std::size_t found = message.find(before);
  if (found == std::string_view::npos) return {};
  message.remove_prefix(found + before.size());
  const auto parsed = full_topic.parse(message.substr(0, message.find('"')));
  return parsed ? std::string(parsed->topic) : std::string();
}

/// By hardware id.
std::map<std::string, Announced, std::less<>> announced(std::span<const mqtt::Received> retained) {
  std::map<std::string, Announced, std::less<>> devices;
  for (const mqtt::Received& message : retained) {
    if (!message.topic.starts_with(native) || !message.topic.ends_with("/config")) continue;
    const std::string_view id = hardware_id(message.topic);
    if (auto device = read_announced(id, message.payload)) devices.emplace(id, *std::move(device));
  }
  return devices;
}

}  // namespace

std::vector<std::string> kept_filters(const FullTopic& full_topic) {
  std::vector<std::string> filters = {full_topic.filter(Prefix::stat, "#")};
  const std::string reports = full_topic.filter(Prefix::tele, "#");
  if (reports != filters.front()) filters.push_back(reports);
  filters.push_back(std::string(native) + "#");
  filters.push_back(std::string(home_assistant) + "#");
  return filters;
}

std::vector<std::string> echo_topics(const FullTopic& full_topic) {
  std::vector<std::string> topics = {full_topic.build(Prefix::stat, nobody, level)};
  const std::string report = full_topic.build(Prefix::tele, nobody, level);
  if (report != topics.front()) topics.push_back(report);
  topics.emplace_back("tasmota/discovery/000000000000/presa");
  topics.emplace_back("homeassistant/device/presa/config");
  return topics;
}

std::vector<KeptMessage> read_kept(const mqtt::ProbeReport& probe, const FullTopic& full_topic, const Owner& owner) {
  const auto devices = announced(probe.retained);
  std::vector<KeptMessage> kept;
  for (std::size_t place = 0; place < probe.retained.size(); ++place) {
    const mqtt::Received& message = probe.retained[place];
    if (message.payload.empty()) continue;
    KeptMessage one{message.topic, {}, probe.marks.at(place), false};
    bool foreign = false;  // though it is about a device of ours
    if (message.topic.starts_with(native)) {
      if (const auto found = devices.find(hardware_id(message.topic)); found != devices.end()) {
        one.device = found->second.topic;
        foreign = !found->second.may_be_ours;
      }
    } else if (message.topic.starts_with(home_assistant)) {
      // Where no mark tells, a person's own entity for the same device must not be taken for presad's.
      const bool may_be_ours = owner.marked || message.topic.starts_with(home_assistant_of_presad);
      if (may_be_ours) one.device = described_topic(message.payload, full_topic);
    } else if (const auto parsed = full_topic.parse(message.topic)) {
      one.device = parsed->topic;
    }
    one.ours = owner.marked ? one.mark == owner.mark : !foreign && owner.topics.contains(one.device);
    kept.push_back(std::move(one));
  }
  std::sort(kept.begin(), kept.end(), [](const auto& a, const auto& b) { return a.topic < b.topic; });
  const auto same = [](const KeptMessage& a, const KeptMessage& b) { return a.topic == b.topic; };
  kept.erase(std::unique(kept.begin(), kept.end(), same), kept.end());
  return kept;
}

bool says_online(std::span<const mqtt::Received> retained, const FullTopic& full_topic, const std::string& device) {
  const std::string presence = full_topic.build(Prefix::tele, device, "LWT");
  return std::any_of(retained.begin(), retained.end(), [&](const mqtt::Received& message) {
    return message.topic == presence && message.payload == "Online";
  });
}

std::set<std::string, std::less<>> topics_without_marks(std::span<const std::string> spoken_for,
                                                        std::span<const std::string> others, const std::string& wanted,
                                                        bool online) {
  const auto contains = [&](std::span<const std::string> topics) {
    return std::find(topics.begin(), topics.end(), wanted) != topics.end();
  };
  if (wanted.empty()) return {spoken_for.begin(), spoken_for.end()};
  if (contains(spoken_for)) return {wanted};
  if (contains(others) || online) return {};
  return {wanted};
}

}  // namespace presad::cli
