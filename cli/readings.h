// What is known of a device, as lines for a person: presad's STATE and SENSOR, readings with their units, datapoints.
// Pure.

#pragma once

#include <string>

#include "base/json.h"
#include "base/result.h"
#include "control/answers.h"

namespace presad::cli {

/// Lines of a name and what there is of it; made safe for a terminal.
std::string render_known(const control::GetReply& known);

/// Of SENSOR's JSON every number whose unit is known, a line each: "Voltage    230.1 V". What is no JSON gives none.
std::string render_readings(const std::string& sensor);

/// What `presa get` prints of the parameters of a GetReply: as people read it, or as JSON on one line. Errors: as
/// control::read_get().
Result<std::string> render_get_answer(const Json& parameters, bool json);

}  // namespace presad::cli
