// A frame's body <-> Message: return code, version header and cipher of each version. Pure.
//
// GCM is not here: of a 6699 frame, frame.h checks and deciphers in one step.
// Source: PROTOCOL.md, section 4.

#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "families/tuya/frame.h"
#include "families/tuya/message.h"
#include "families/tuya/version.h"

namespace presad::tuya {

/// Appends to `target` the body of the frame that carries `message`, as a `writer` of this version makes it.
void encode_body(Version version, Role writer, const Key& key, const Message& message, Bytes& target);

/// What `frame` says to a `reader`.
/// Errors: `malformed` (base64, or no whole blocks), `integrity` (padding wrong, or what came out is no text:
/// mostly the local_key, for the checks of 3.1 to 3.3 know no key).
Result<Message> decode_body(Version version, Role reader, const Key& key, const Frame& frame);

}  // namespace presad::tuya
