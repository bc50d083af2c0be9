// Lamps and covers as the dialect sees them, for the tests of lib/tasmota: they do at once what they are told.

#pragma once

#include "unit/tasmota/plug.h"

namespace presad::tasmota {

struct Lamp : Plug {
  explicit Lamp(LightKind kind, LightLevels levels = {{}, 60, 300, 84, 100}) { state.light = Light{kind, levels}; }

  /// The lines of `word`'s answer once the lamp has obeyed.
  Lines told(std::string_view word, std::string_view payload = "") {
    const Reply reply = send(word, payload);
    Messages messages = reply.messages;
    for (const Order& order : reply.orders) {
      if (const auto* const set = std::get_if<SetLight>(&order.command)) obey(*set);
      for (Message& message : render_answer(state, order, Outcome::confirmed, options)) {
        messages.push_back(std::move(message));
      }
    }
    return transcript(messages);
  }

  /// What the lamp is told by `word`; one SetLight.
  SetLight ordered(std::string_view word, std::string_view payload) {
    const Reply reply = send(word, payload);
    return reply.orders.size() == 1 ? std::get<SetLight>(reply.orders[0].command) : SetLight{{}, {}};
  }

  void obey(const SetLight& set) {
    LightLevels& levels = state.light->levels;
    if (set.levels.colour) levels.colour = set.levels.colour;
    if (set.levels.brightness) levels.brightness = set.levels.brightness;
    if (set.levels.ct) levels.ct = set.levels.ct;
    if (set.levels.hue) levels.hue = set.levels.hue;
    if (set.levels.saturation) levels.saturation = set.levels.saturation;
    if (set.power) state.relays.back() = *set.power ? Power::on : Power::off;
  }
};

/// A bulb that shows the colour of the reference.
struct ColourLamp : Lamp {
  ColourLamp() : Lamp(LightKind::rgbcw, {true, 60, 153, 84, 100}) {}
};

struct Shutter : Plug {
  explicit Shutter(bool positioned = true) {
    state.relays.clear();
    state.cover = Cover{positioned, 40, 40, CoverDirection::stopped};
  }
};

}  // namespace presad::tasmota
