// A cover's place and movement out of its datapoints, and back. Pure. Source: PROTOCOL.md, 15.

#pragma once

#include "base/result.h"
#include "device/command.h"
#include "device/cover.h"
#include "device/state.h"
#include "families/tuya/cover_layout.h"

namespace presad::tuya {

/// Takes over what was reported; `known`: the last values of all, those of `reported` among them. `pushed`: the device
/// told it when it happened; an answer to a question shows where a cover stands, and whether it stopped, but not that
/// it moves: some keep saying "opening" for ever.
void decode_cover(const CoverLayout& layout, const Datapoints& reported, const Datapoints& known, bool pushed,
                  Cover& cover);

/// The datapoint that moves the cover so. Errors: `unsupported` (it knows no positions, or no such movement).
Result<Datapoint> encode_movement(const CoverLayout& layout, const MoveCover& wanted);

/// Whether `reported` shows that the cover does what `wanted`, a datapoint of encode_movement(), told it.
bool shows_movement(const CoverLayout& layout, const Datapoints& reported, const Datapoint& wanted);

}  // namespace presad::tuya
