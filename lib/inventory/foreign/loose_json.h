// JSON as people and JavaScript write it -> strict JSON. Pure.
//
// JSON5 (comments, 'single quotes', names without quotes, a comma at the end, +1 and 0x1F), and `backticks`, which
// Node.js takes for a text that holds both other quotes. Only the writing is changed here: whether it is JSON is
// parse_json's to say. Source: spec.json5.org; Node.js, util.inspect.

#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace presad::foreign {

/// Errors: `malformed` for a text or comment without an end, and for a list that Node.js cut ("... 7 more items").
Result<std::string> strict_json(std::string_view loose);

}  // namespace presad::foreign
