// The Bell of inbox.h: an eventfd watched by the loop.

#include "loop/inbox.h"

#include <sys/eventfd.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <system_error>

namespace presad::loop {

Bell::Bell(EventLoop& loop, Delegate<void()> handler)
    : eventfd_(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)), handler_(handler) {
  if (!eventfd_.open()) throw std::system_error(errno, std::generic_category(), "eventfd");
  watch_.start(loop, eventfd_.number(), Ready::read, Delegate<void(Ready)>::to<&Bell::on_ready>(this));
}

void Bell::ring() noexcept {
  const std::uint64_t one = 1;
  // Cannot fail but by overflow, after 2^64 rings.
  [[maybe_unused]] const ssize_t written = ::write(eventfd_.number(), &one, sizeof one);
}

void Bell::on_ready(Ready /*ready*/) { handler_(); }

}  // namespace presad::loop
