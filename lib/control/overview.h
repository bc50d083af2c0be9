// A device's overview as JSON and back. Pure.
//
//     {"topic":"presa1","name":"Lamp","kind":"Tuya Plug","hardware_id":"020000A1B2C3","answering":"presad",
//      "online":true,"session":"established","address":"192.0.2.7","protocol":"3.4","since_at":1790000000,
//      "heard_at":1790000100,"relays":["on"],"meter":{"power_w":42.5},"last_outcome":"confirmed",
//      "last_latency_ms":12.3,"commands":{"confirmed":3,…}}
//
// What is not known is left out. Times are seconds since 1970 (UTC).

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/json.h"
#include "device/overview.h"

namespace presad::control {

void write_overview(JsonWriter& json, const Overview& overview);

/// Members that are missing or unknown are left as they are in an empty Overview. Errors: `malformed`: no object with
/// a topic.
Result<Overview> read_overview(const Json& json);

/// The commands that ended so far, by outcome.
void write_outcomes(JsonWriter& json, const std::array<std::uint64_t, outcome_count>& ended);
void read_outcomes(const Json* json, std::array<std::uint64_t, outcome_count>& ended);

std::optional<Outcome> parse_outcome(std::string_view word) noexcept;

// A member's value, or nothing of its kind.
std::string text_of(const Json* member);
std::int64_t integer_of(const Json* member) noexcept;
bool truth_of(const Json* member) noexcept;
std::optional<double> number_of(const Json* member) noexcept;
WallTime time_of(const Json* member) noexcept;  ///< of seconds since 1970

std::int64_t seconds_of(WallTime time) noexcept;  ///< since 1970

}  // namespace presad::control
