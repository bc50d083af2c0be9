// The front's lamp, cover and sensors: what it says when they change, whoever changed them.

#include <utility>

#include "base/json.h"
#include "base/text.h"
#include "bridge/front.h"
#include "tasmota/device_form.h"
#include "tasmota/light_block.h"
#include "tasmota/readings.h"
#include "tasmota/shutter.h"
#include "tasmota/telemetry.h"

namespace presad::bridge {

namespace {

/// What `word` would answer with.
tasmota::Message result(const tasmota::Options& options, std::string_view word, std::string payload) {
  return {tasmota::Prefix::stat, options.answers_by_command == 0 ? "RESULT" : to_upper(word), std::move(payload),
          false};
}

}  // namespace

/// STATE ahead: SetOption59, and for the lamps of MQTT discovery, which read nothing else.
bool Front::has_state_first() const noexcept {
  return options_.state_first != 0 || (speaks_mqtt_discovery() && device_->state().light);
}

void Front::publish_cover() {
  const State& state = device_->state();
  if (state.cover) publish(result(options_, "Shutter", tasmota::render_shutter(*state.cover)));
  told_.cover = state.cover;
}

void Front::publish_kinds() {
  const State& state = device_->state();
  if (tasmota::render_form(state) != tasmota::render_form(told_)) announcement_.look_again();
  if (state.light && state.light != std::exchange(told_.light, state.light)) {
    tasmota::Messages messages{result(options_, "Dimmer", tasmota::render_light(state, options_))};
    put_state_first(messages);
    publish(std::move(messages));
  }
  if (state.cover != told_.cover) publish_cover();
  if (state.readings == told_.readings) return;
  tasmota::Messages messages = tasmota::render_switched(told_, state);
  told_.readings = state.readings;
  if (options_.answers_by_command != 0) {
    for (tasmota::Message& message : messages) message.level = "SWITCH";
  }
  if (tasmota::has_sensors(view())) {
    JsonWriter json;
    tasmota::write_sensor(json, view(), tasmota::Report::on_request);
    messages.push_back({tasmota::Prefix::tele, "SENSOR", json.take(), false});
  }
  publish(std::move(messages));
}

/// What a command's answer has said of the state; nothing of what it did not say.
void Front::remember_answered(const Command& command) {
  const State& state = device_->state();
  if (std::holds_alternative<SetLight>(command)) told_.light = state.light;
  const auto* const move = std::get_if<MoveCover>(&command);
  if (move != nullptr && move->action != CoverAction::stop) told_.cover = state.cover;
}

}  // namespace presad::bridge
