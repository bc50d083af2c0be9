// The ENERGY object of SENSOR.
//
// Pure. Source: DIALECT.md, 5: key order, decimals of fixed width, and the rules between the readings.

#pragma once

#include <chrono>

#include "base/json.h"
#include "device/state.h"
#include "tasmota/view.h"

namespace presad::tasmota {

/// Writes `{"TotalStartTime":…,"Power":…}`. Totals only with a ledger, Period only if `with_period`; each reading
/// only if the meter gave what it needs (ApparentPower needs voltage and current; ReactivePower and Factor power too).
void write_energy(JsonWriter& json, const Meter& meter, const EnergyTotals* totals, std::chrono::seconds utc_offset,
                  bool with_period);

}  // namespace presad::tasmota
