// Two ways to wake Paho's threads, which otherwise sleep too long now and then.
//
// Both use C handles that never connect to a broker; Paho's queue, its threads and their condition variable are
// process-wide, and so is this. Loop thread.

#pragma once

#include "base/clock.h"

namespace presad::mqtt {

/// Ends a lost wake-up of the send thread: it looks at its queue, then waits a second, and what is queued in between
/// is not seen until somebody else queues something. This queues a message that is never sent (each one replaces the
/// one before): no byte on the wire, two microseconds. Only while connected: else it may wait for a name server.
void wake_send_thread() noexcept;

/// The receive thread sleeps 100 ms, deaf, whenever there is no connection or nothing came for a second, and does not
/// notice while it waits that a TCP connection came about. So it gets a connection that is always there: to a port of
/// 127.0.0.1 on which this process plays the broker. This begins it, and may be called again; as early as
/// possible, for the first of those sleeps cannot be avoided, and before a name server is asked, which it would wait
/// for.
void open_door() noexcept;

/// Something comes on that connection: the receive thread turns once. A few microseconds; more, and a wait for Paho's
/// lock, only where the connection has to be made (again).
void knock() noexcept;

/// Knocked this often, the receive thread never sleeps.
constexpr Duration knock_period = std::chrono::milliseconds(700);

}  // namespace presad::mqtt
