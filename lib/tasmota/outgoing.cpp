#include "tasmota/outgoing.h"

#include <algorithm>
#include <array>

namespace presad::tasmota {

namespace {

bool is_json(const Message& message) noexcept { return message.payload.starts_with('{'); }

bool clears(const Message& message) noexcept { return message.retain && message.payload.empty(); }

bool retained(const Message& message, const Options& options) noexcept {
  const std::string_view level = message.level;
  if (message.prefix == Prefix::stat) {
    if (level.starts_with("STATUS")) return options.status_retain != 0;
    return level.starts_with("POWER") && !is_json(message) && options.power_retain != 0;
  }
  if (message.prefix != Prefix::tele) return false;
  if (level == "SENSOR" || level == "MARGINS") return options.sensor_retain != 0;
  if (level == "STATE") return options.state_retain != 0;
  return level.starts_with("INFO") && options.info_retain != 0;
}

Message cleared(Prefix prefix, std::string level) { return {prefix, std::move(level), "", true}; }

}  // namespace

void settle_outgoing(Messages& messages, const Options& options) {
  if (options.json_only != 0) {
    std::erase_if(messages, [](const Message& message) {
      return !is_json(message) && !clears(message) && message.level != "LWT";
    });
  }
  for (Message& message : messages) {
    if (clears(message)) continue;
    message.retain = options.no_retain == 0 && (message.retain || retained(message, options));
  }
}

Messages render_cleared(std::string_view retain, const Options& options, const State& state) {
  Messages messages;
  if (retain == "PowerRetain") {
    const std::size_t relays = state.relays.size();
    for (unsigned relay = 1; relay <= relays; ++relay) {
      messages.push_back(cleared(Prefix::stat, power_key(relays, relay, options)));
    }
  } else if (retain == "SensorRetain") {
    for (const char* const level : {"SENSOR", "ENERGY"}) messages.push_back(cleared(Prefix::tele, level));
  } else if (retain == "StateRetain" && options.state_retain != 0) {
    messages.push_back(cleared(Prefix::tele, "STATE"));
  } else if (retain == "InfoRetain" && options.info_retain != 0) {
    for (const char* const level : {"INFO1", "INFO2", "INFO3"}) messages.push_back(cleared(Prefix::tele, level));
  } else if (retain == "StatusRetain" && options.status_retain != 0) {
    messages.push_back(cleared(Prefix::stat, "STATUS"));
    constexpr int last = 11;
    for (int number = 0; number <= last; ++number) {
      messages.push_back(cleared(Prefix::stat, "STATUS" + std::to_string(number)));
    }
  }
  return messages;
}

Messages render_cleared(const Options& options, const State& state) {
  struct Retain {
    std::string_view name;
    bool set;
  };
  const std::array retains = {
      Retain{"PowerRetain", options.power_retain != 0}, Retain{"SensorRetain", options.sensor_retain != 0},
      Retain{"StateRetain", options.state_retain != 0}, Retain{"InfoRetain", options.info_retain != 0},
      Retain{"StatusRetain", options.status_retain != 0}};
  Messages messages;
  for (const Retain& each : retains) {
    if (!each.set) continue;
    for (Message& message : render_cleared(each.name, options, state)) messages.push_back(std::move(message));
  }
  return messages;
}

}  // namespace presad::tasmota
