// The three-step negotiation of 3.4 and 3.5, both ends. Pure.
// Source: PROTOCOL.md, section 5.

#pragma once

#include <array>
#include <cstdint>

#include "base/result.h"
#include "families/tuya/message.h"
#include "families/tuya/version.h"

namespace presad::tuya {

using Nonce = std::array<std::uint8_t, 16>;

/// Client -> device, first: the client's nonce.
Message make_session_key_start(const Nonce& local_nonce);

/// Device -> client: the device's nonce and the proof that it knows the key.
Message make_session_key_response(const Key& local_key, const Nonce& local_nonce, const Nonce& remote_nonce);

/// Client: checks the response in constant time and gives the device's nonce.
/// Errors: `malformed` (fewer than 48 bytes), `integrity` (proof wrong: the local_key).
Result<Nonce> check_session_key_response(const Key& local_key, const Nonce& local_nonce, const Message& response);

/// Client -> device, last: the client's proof. No answer comes.
Message make_session_key_finish(const Key& local_key, const Nonce& remote_nonce);

/// Device: checks the client's proof. Errors as above.
Result<bool> check_session_key_finish(const Key& local_key, const Nonce& remote_nonce, const Message& finish);

/// The connection's key. `version` is v3_4 or v3_5.
Key derive_session_key(Version version, const Key& local_key, const Nonce& local_nonce, const Nonce& remote_nonce);

}  // namespace presad::tuya
