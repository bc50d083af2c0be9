// A plug as the dialect sees it, for the tests of lib/tasmota: commands go in as a person would send them, and
// messages come out as lines of a transcript.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tasmota/command_table.h"
#include "tasmota/reply.h"
#include "tasmota/view.h"

namespace presad::tasmota {

/// "stat/RESULT {"POWER":"ON"}", with " (retained)" behind the level where it is so.
inline std::string line(const Message& message) {
  return std::string(text(message.prefix)) + "/" + message.level + (message.retain ? " (retained) " : " ") +
         message.payload;
}

inline std::vector<std::string> transcript(const Messages& messages) {
  std::vector<std::string> lines;
  for (const Message& message : messages) lines.push_back(line(message));
  return lines;
}

using Lines = std::vector<std::string>;

/// plug_kitchen, 84:E3:42:7A:1B:2C: one relay that is on, no meter, established over 3.3, two hours east of UTC.
struct Plug {
  House house;
  Identity identity;
  State state;
  Condition condition;
  Tally tally;
  Options options;
  Moment moment;
  std::optional<EnergyTotals> energy;
  std::size_t queued = 0;
  Waiting waiting;

  Plug() {
    using namespace std::chrono_literals;
    const WallTime now = std::chrono::sys_days{std::chrono::year{2026} / 8 / 19} + 9h + 30min + 18s;
    house.version = "0.1.0";
    house.build_date = "2026-08-01T00:00:00";
    house.restart_reason = "Software/System restart";
    house.boot_count = 12;
    house.started = now - 273906s;
    house.boot_count_since = now - 24h * 100;
    house.mqtt_host = "broker.lan";
    house.mqtt_user = "presad";
    house.mqtt_count = 1;
    identity.topic = "plug_kitchen";
    identity.device_name = "Kitchen plug";
    identity.module = "Tuya Plug";
    identity.hardware_id = "84E3427A1B2C";
    identity.hostname = "plug-kitchen-6956";
    state.relays = {Power::on};
    condition.online = true;
    condition.trouble = Trouble::none;
    condition.address = "192.168.1.40";
    condition.protocol = "3.3";
    moment = {now, [](WallTime) { return std::chrono::seconds(2h); }, 273906s};
  }

  View view() {
    return {house, identity, state, condition, tally, options, moment, energy ? &*energy : nullptr, queued, &waiting};
  }

  Reply send(std::string_view word, std::string_view payload = "") {
    View seen = view();
    return respond(seen, parse_command_word(word), payload);
  }

  /// The same, with every order obeyed by the device at once and answered `outcome`.
  Lines obeyed(std::string_view word, std::string_view payload = "", Outcome outcome = Outcome::confirmed) {
    const Reply reply = send(word, payload);
    Messages messages = reply.messages;
    for (const Order& order : reply.orders) {
      if (const auto* set = std::get_if<SetPower>(&order.command);
          set != nullptr && outcome == Outcome::confirmed && set->relay <= state.relays.size()) {
        Power& relay = state.relays[set->relay - 1];
        const bool on = set->action == PowerAction::toggle ? relay != Power::on : set->action == PowerAction::on;
        relay = on ? Power::on : Power::off;
      }
      for (Message& message : render_answer(state, order, outcome, options)) messages.push_back(std::move(message));
    }
    return transcript(messages);
  }
};

}  // namespace presad::tasmota
