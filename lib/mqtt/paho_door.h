// A TCP connection between Paho and ourselves, behind paho_wakeup.h. Loop thread.

#pragma once

#include <MQTTAsync.h>

#include "base/descriptor.h"

namespace presad::mqtt {

/// Listens on a port of 127.0.0.1 for the life of the process; what comes from another process is hung up on, or waits
/// in vain once Paho is there; what Paho says on it is not read: its CONNECT, and nothing after that (no keep-alive is
/// asked for).
class PahoDoor {
 public:
  PahoDoor() = default;
  PahoDoor(const PahoDoor&) = delete;
  PahoDoor& operator=(const PahoDoor&) = delete;

  /// Once; without a free port or descriptor nothing happens, and Paho is as slow as it is.
  void open() noexcept;

  /// Sends Paho a PINGRESP, which it takes in without a word. Takes the connection in first, where it has come by now.
  void knock() noexcept;

 private:
  void dial() noexcept;
  void answer() noexcept;

  MQTTAsync handle_ = nullptr;
  Descriptor listener_;
  Descriptor connection_;
};

}  // namespace presad::mqtt
