// What a device's options change about its messages on their way out: which are retained, and which go out at all.
//
// Pure. Source: DIALECT.md, 3: PowerRetain and its siblings, SetOption90, SetOption104.

#pragma once

#include "tasmota/options.h"
#include "tasmota/reply.h"

namespace presad::tasmota {

/// Gives each message its retain flag, and drops those that are not to go out. Empty retained ones, which clear a
/// topic, stay as they are.
void settle_outgoing(Messages& messages, const Options& options);

/// What clears every topic that is retained with these options, LWT apart: for a device that leaves the broker for
/// good.
Messages render_cleared(const Options& options, const State& state);

/// What clears the topics of one retain option ("PowerRetain").
Messages render_cleared(std::string_view retain, const Options& options, const State& state);

}  // namespace presad::tasmota
