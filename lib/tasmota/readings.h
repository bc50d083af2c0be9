// What sensors read, as Tasmota names it: TuyaSNS with what is measured, Switch1… with what is so or not, and
// BatteryPercentage in STATE. Pure. Source: DIALECT.md, 5.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "device/state.h"
#include "tasmota/reply.h"

namespace presad::tasmota {

/// Contact, motion and all else that is so or not, in the order of their kinds: the first is Switch1.
std::vector<Reading> switches_of(const State& state);

/// "Switch1"
std::string switch_key(std::size_t number);

bool has_measured(const State& state) noexcept;
bool has_temperature(const State& state) noexcept;

/// Writes "Switch1":"ON", … into SENSOR.
void write_switches(JsonWriter& json, const State& state);

/// Writes "TuyaSNS":{"Temperature":21.5,"Humidity":48} into SENSOR; nothing where nothing is measured.
void write_measured(JsonWriter& json, const State& state);

std::optional<int> battery_of(const State& state) noexcept;

/// RESULT {"Switch1":{"Action":"ON"}} for each that is not as in `before`.
Messages render_switched(const State& before, const State& now);

}  // namespace presad::tasmota
