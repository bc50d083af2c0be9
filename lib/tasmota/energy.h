// The ENERGY object of SENSOR, and the answer of the commands that read and correct its counters.
//
// Pure. Source: DIALECT.md, 5 and 6: key order, decimals of fixed width, and the rules between the readings.

#pragma once

#include "base/json.h"
#include "device/state.h"
#include "tasmota/moment.h"
#include "tasmota/reply.h"
#include "tasmota/view.h"

namespace presad::tasmota {

/// Writes `{"TotalStartTime":…,"Power":…}`. Totals only with a ledger, TotalStartTime only where it is known, Period
/// only if `with_period`; each reading only if the meter gave what it needs (ApparentPower needs voltage and current;
/// ReactivePower and Factor power too).
void write_energy(JsonWriter& json, const Meter& meter, const EnergyTotals* totals, const Options& options,
                  UtcOffset utc_offset, bool with_period);

/// {"EnergyTotal":{"Total":137.402,"Yesterday":0.512,"Today":0.201}}
std::string render_counters(std::string_view key, const EnergyTotals& totals, const Options& options);

/// What a correction is answered, from the totals as they are after it.
Messages render_corrected(const EnergyCorrection& correction, const EnergyTotals& totals, const Options& options);

}  // namespace presad::tasmota
