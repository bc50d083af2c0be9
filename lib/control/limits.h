// What presad takes from its control socket, and how much it keeps for whoever does not read. Pure.
//
// Whoever may connect is a member of a group, which makes nobody careful: every line of it is taken for hostile.

#pragma once

#include <cstddef>

#include "base/clock.h"
#include "base/json.h"

namespace presad::control {

/// Bytes of one request, its line feed not counted. The longest command of the dialect has room in it, escaped.
inline constexpr std::size_t max_request_size = std::size_t{16} * 1024;

/// A request's JSON: parameters are flat but for one list.
inline constexpr JsonLimits request_limits{4, 512};

/// Bytes that wait for one client; one that leaves more unread is hung up on.
inline constexpr std::size_t max_unread_size = std::size_t{1024} * 1024;

/// Clients at once. One more takes the place of the client that has been idle longest; when none is idle, it is
/// refused.
inline constexpr std::size_t max_clients = 32;

/// Clients that may watch at once: they are never idle, and must leave room for others.
inline constexpr std::size_t max_watches = 16;

/// Devices in one reply to Status; further ones are asked for by `after`.
inline constexpr std::size_t max_devices_per_reply = 200;

/// How long a command is waited for at most, and unless the request says otherwise.
inline constexpr Duration longest_deadline = std::chrono::hours(1);
inline constexpr Duration usual_deadline = std::chrono::seconds(40);

/// Bytes of one reply, as a client takes it.
inline constexpr std::size_t max_reply_size = std::size_t{2} * 1024 * 1024;
inline constexpr JsonLimits reply_limits{16, 200'000};

}  // namespace presad::control
