// Two ways to wake Paho's threads, which otherwise sleep up to a second too long now and then.
//
// Both use C handles that never connect to a broker; Paho's queue, its threads and their condition variable are
// process-wide, and so is this.

#pragma once

namespace presad::mqtt {

/// Ends a lost wake-up of the send thread: it looks at its queue, then waits a second, and what is queued in between
/// is not seen until somebody else queues something. This queues a message that is never sent (each one replaces the
/// one before): no byte on the wire, two microseconds. Only while connected: else it may wait for a name server.
void wake_send_thread() noexcept;

/// Ends the receive thread's wait for something to read, in which it does not notice that a TCP connection came about:
/// without this a connect takes up to 1.1 s, with it 0.1 s. It connects to a port of 127.0.0.1 that is ours and
/// refuses. To be called right after connect(), and only where no name server is asked: else it waits for the answer.
void wake_receive_thread() noexcept;

}  // namespace presad::mqtt
