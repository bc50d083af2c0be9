#include "cli/inventory.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <utility>

#include "base/text.h"
#include "families/registry.h"

namespace presad::cli {

namespace {

constexpr const char* presads_own = "presad";

}  // namespace

void declare_inventory(Arguments& arguments, InventoryOptions& options) {
  arguments.option("--config", options.inventory, "the inventory (default: /etc/presad/presad.yaml)", "FILE");
  arguments.option("--secrets", options.secrets, "its secrets (default: secrets.yaml beside it)", "FILE");
}

InventoryFiles files_of(const InventoryOptions& options) {
  const char* const credentials = std::getenv("CREDENTIALS_DIRECTORY");
  return find_inventory(options.inventory, options.secrets, credentials == nullptr ? "" : credentials,
                        options.instance);
}

std::optional<Settings> load_inventory(const InventoryOptions& options) {
  const InventoryFiles files = files_of(options);
  Loaded loaded = load_settings(files, families());
  if (!loaded.settings) std::fputs(render_verdict(loaded, files).c_str(), stderr);
  return std::move(loaded.settings);
}

std::vector<std::string> known_topics(const Settings& settings) {
  std::vector<std::string> topics;
  topics.reserve(settings.devices.size() + settings.left_alone.size() + 1);
  for (const auto& plan : settings.devices) topics.push_back(plan->common().topic);
  topics.insert(topics.end(), settings.left_alone.begin(), settings.left_alone.end());
  topics.emplace_back(presads_own);
  return topics;
}

Result<bool> check_topic(const Settings& settings, const std::string& topic) {
  const std::vector<std::string> known = known_topics(settings);
  if (std::find(known.begin(), known.end(), topic) != known.end()) return true;
  const std::vector<std::string_view> words(known.begin(), known.end());
  const auto nearest = nearest_word(topic, words);
  return fail(ErrorKind::bad_config, "\"" + printable(topic) + "\" is not in the inventory" +
                                         (nearest ? "; did you mean \"" + std::string(*nearest) + "\"?" : ""));
}

tasmota::FullTopic full_topic_of(const Settings& settings) {
  return tasmota::FullTopic::from_pattern(settings.full_topic).value_or(tasmota::FullTopic());
}

mqtt::BrokerSettings connection_of(const Settings& settings, RandomSource& random) {
  std::array<std::uint8_t, 4> number{};
  random.fill(number);
  mqtt::BrokerSettings connection = settings.broker;
  connection.client_id = "presa-" + to_hex(number);
  connection.instance = connection.client_id;
  return connection;
}

}  // namespace presad::cli
