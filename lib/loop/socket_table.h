// All watched descriptors in one epoll of our own, which sd-event sees as one source: no memory of sd-event's for each,
// and what became ready together is told in one turn. Loop thread.
//
// Who watches may stop, or begin anew, while others of the same turn are still to be told: each has a place in a table,
// and a number that tells it from who had the place before.

#pragma once

#include <cstdint>
#include <vector>

#include "base/descriptor.h"

namespace presad::loop {

class SocketWatch;

class SocketTable {
 public:
  SocketTable();  ///< throws std::system_error when the kernel gives no epoll
  SocketTable(const SocketTable&) = delete;
  SocketTable& operator=(const SocketTable&) = delete;

  /// The place of `watch` from now on. `events` as epoll counts them. Throws std::system_error.
  std::uint32_t add(int descriptor, std::uint32_t events, SocketWatch& watch);
  void remove(int descriptor, std::uint32_t place) noexcept;

  /// Readable when any of them is ready.
  int descriptor() const noexcept { return epoll_.number(); }

  /// Tells those that are ready, as many as one turn is for; the rest leaves descriptor() readable.
  void tell_ready() noexcept;

 private:
  struct Place {
    SocketWatch* watch = nullptr;
    std::uint32_t number = 0;
  };

  Descriptor epoll_;
  std::vector<Place> places_;
  std::vector<std::uint32_t> free_;
};

}  // namespace presad::loop
