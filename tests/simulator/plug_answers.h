// What a plug says, as JSON in the shape of each version. Pure.
// Source: lib/families/tuya/PROTOCOL.md, 7 (shapes) and 11 (error texts).

#pragma once

#include <string>
#include <string_view>

#include "base/clock.h"
#include "device/state.h"
#include "families/tuya/version.h"
#include "simulator/faults.h"

namespace presad::simulator {

inline constexpr std::string_view text_data_unvalid = "json obj data unvalid";
inline constexpr std::string_view text_devid_not_found = "devid not found";
inline constexpr std::string_view text_data_format = "data format error";
inline constexpr std::string_view text_parse_error = "parse data error";

/// The answer to a query; `cid`: of a sub-device. Of the faults, wrong-type and not-json count.
std::string render_query_answer(tuya::Version version, std::string_view device_id, const Datapoints& datapoints,
                                const Faults& faults, std::string_view cid = {});

/// A push. The same faults count.
std::string render_push(tuya::Version version, std::string_view device_id, const Datapoints& datapoints, WallTime now,
                        const Faults& faults, std::string_view cid = {});

}  // namespace presad::simulator
