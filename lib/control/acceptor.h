// The clients at a listening socket, one after the other, also where the process has no descriptor left for them: one
// is kept in reserve, so that such a client can be told so instead of waiting until another comes.
//
// Facts: accept(2); it answers EMFILE even when nobody waits, and an edge-triggered watch speaks once a client.

#pragma once

#include "control/unix_socket.h"

namespace presad::control {

enum class Arrival : unsigned char {
  welcome,
  to_be_refused,  ///< there is no descriptor but this one: it is closed before the next is asked for
  nobody,         ///< until the socket's watch speaks
  later,          ///< somebody may wait, and even the reserve is gone: to be asked again after a while
};

struct Arrived {
  Arrival arrival = Arrival::nobody;
  Descriptor client;  ///< non-blocking; of the first two
};

class Acceptor {
 public:
  /// Takes its reserve as well, if there is a descriptor for it.
  explicit Acceptor(Descriptor listening = {});

  const Descriptor& listening() const noexcept { return listening_; }

  Arrived next() noexcept;

 private:
  Descriptor listening_;
  Descriptor reserve_;
};

}  // namespace presad::control
