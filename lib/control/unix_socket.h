// The calls of a UNIX stream socket, and nothing of what goes over it. The one door to them.

#pragma once

#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/descriptor.h"
#include "base/result.h"

namespace presad::control {

/// Longest path that the kernel takes, in bytes.
extern const std::size_t max_socket_path;

/// A socket at `path` that listens, for its owner and its group (0660): the group is that of the process. What a
/// process that has ended left there is taken away. Errors: `busy`: somebody listens there, or `path` is another kind
/// of file; `bad_config`: the path is too long; `unreachable`: the system's word.
Result<Descriptor> listen_at(const std::string& path);

/// What listen_at() made is there no more. Nothing happens where there is none.
void remove_socket(const std::string& path) noexcept;

struct Accepted {
  Descriptor client;           ///< non-blocking; none when nobody waits
  bool no_descriptor = false;  ///< neither the process nor the system may have one: perhaps somebody waits
};

/// The next client.
Accepted accept_client(const Descriptor& listening) noexcept;

/// One that serves nothing; none when there is none.
Descriptor spare_descriptor() noexcept;

/// A connection that blocks. Errors: `unreachable`: nobody listens there; `refused`: no permission; `timed_out`: more
/// clients wait there than are accepted, for as long as `patience` (a millisecond at least).
Result<Descriptor> connect_to(const std::string& path, Duration patience);

enum class Came : unsigned char {
  bytes,    ///< `size` of them
  nothing,  ///< not now
  end,      ///< and nothing ever again
};

struct Moved {
  Came came = Came::nothing;
  std::size_t size = 0;
};

/// Never wait; never raise SIGPIPE.
Moved receive(const Descriptor& from, char* bytes, std::size_t size) noexcept;
Moved send(const Descriptor& to, std::string_view bytes) noexcept;

enum class Waiting : unsigned char { to_read, to_write };

/// Waits until it can be read from or written to, or has ended. False: not within `patience`.
bool wait_for(const Descriptor& descriptor, Waiting what, Duration patience) noexcept;

}  // namespace presad::control
