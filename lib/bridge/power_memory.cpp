#include "bridge/power_memory.h"

#include <utility>

namespace presad::bridge {

namespace {

std::string relay_fact(unsigned relay) { return "power." + std::to_string(relay); }

constexpr std::string_view on = "ON";
constexpr std::string_view off = "OFF";
constexpr std::string_view policy_fact = "power_on";

Power parse_power(std::string_view word) {
  if (word == on) return Power::on;
  return word == off ? Power::off : Power::undefined;
}

}  // namespace

PowerMemory::PowerMemory(store::Store& store, std::string topic, const PowerPolicy& inventory)
    : store_(store), topic_(std::move(topic)), inventory_(inventory.power_on) {
  set_inventory(inventory);
  for (unsigned relay = 1; relay <= max_relays; ++relay) confirmed_.push_back(parse_power(fact(relay_fact(relay))));
}

/// The fact reads "last/device": set by command, while the inventory said the second.
void PowerMemory::set_inventory(const PowerPolicy& inventory) {
  inventory_ = inventory.power_on;
  policy_ = inventory;
  const std::string_view set = fact(policy_fact);
  if (set.empty()) return;
  const std::size_t slash = set.find('/');
  const auto by_command = parse_power_on(set.substr(0, slash));
  if (slash != std::string_view::npos && by_command && set.substr(slash + 1) == name(inventory_)) {
    policy_.power_on = *by_command;
  } else {
    store_.erase(topic_, policy_fact);
  }
}

void PowerMemory::set_by_command(PowerOn power_on) {
  policy_.power_on = power_on;
  store_.put(topic_, policy_fact, std::string(name(power_on)) + "/" + name(inventory_));
}

void PowerMemory::remember(std::span<const Power> relays, unsigned unsettled) {
  for (std::size_t i = 0; i < relays.size() && i < confirmed_.size(); ++i) {
    const bool settled = (unsettled >> i & 1U) == 0;
    if (!settled || relays[i] == Power::undefined || relays[i] == confirmed_[i]) continue;
    confirmed_[i] = relays[i];
    store_.put(topic_, relay_fact(static_cast<unsigned>(i + 1)), relays[i] == Power::on ? on : off);
  }
}

std::optional<bool> PowerMemory::target(unsigned relay, Power shown, bool lost_power) const {
  if (relay == 0 || relay > confirmed_.size()) return std::nullopt;
  return power_target(policy_, confirmed_[relay - 1], shown, lost_power);
}

std::string_view PowerMemory::fact(std::string_view name) const {
  const Facts& facts = store_.facts(topic_);
  const auto found = facts.find(name);
  return found == facts.end() ? std::string_view{} : std::string_view(found->second);
}

}  // namespace presad::bridge
