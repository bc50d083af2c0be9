// What every verb that needs the inventory shares: its two options, its reading, its topics, a connection's settings.

#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/random.h"
#include "base/result.h"
#include "cli/command_line.h"
#include "inventory/settings.h"
#include "tasmota/topic.h"

namespace presad::cli {

/// Status of a bad inventory (sysexits.h, EX_CONFIG): presad's own.
inline constexpr int exit_bad_config = 78;

struct InventoryOptions {
  std::string inventory;
  std::string secrets;
  std::string instance;  ///< of several presads; empty: the only one, or the first
};

/// --config and --secrets.
void declare_inventory(Arguments& arguments, InventoryOptions& options);

/// The paths that `options` and the environment name.
InventoryFiles files_of(const InventoryOptions& options);

/// The settings, or nothing; then standard error says what is wrong, as presad would.
std::optional<Settings> load_inventory(const InventoryOptions& options);

/// Every topic that may be named: the devices', those that answer for themselves, and presad's own, last.
std::vector<std::string> known_topics(const Settings& settings);

/// Errors: `bad_config`, with the nearest known topic, when `topic` is none of them.
Result<bool> check_topic(const Settings& settings, const std::string& topic);

/// The house's; it was checked when the inventory was read.
tasmota::FullTopic full_topic_of(const Settings& settings);

/// The inventory's connection under a client id of its own ("presa-" and eight random hex digits), without a will.
mqtt::BrokerSettings connection_of(const Settings& settings, RandomSource& random);

}  // namespace presad::cli
