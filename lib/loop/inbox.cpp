// The Bell of inbox.h: an eventfd watched by the loop.

#include "loop/inbox.h"

#include <sys/eventfd.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <system_error>

namespace presad::loop {

Bell::Bell(EventLoop& loop, Delegate<void()> handler) : handler_(handler) {
  descriptor_ = ::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
  if (descriptor_ < 0) throw std::system_error(errno, std::generic_category(), "eventfd");
  watch_.start(loop, descriptor_, Ready::read, Delegate<void(Ready)>::to<&Bell::on_ready>(this));
}

Bell::~Bell() {
  watch_.stop();
  ::close(descriptor_);
}

void Bell::ring() noexcept {
  const std::uint64_t one = 1;
  // Cannot fail but by overflow, and then the loop has been woken often enough.
  [[maybe_unused]] const ssize_t written = ::write(descriptor_, &one, sizeof one);
}

void Bell::on_ready(Ready /*ready*/) {
  std::uint64_t rings = 0;
  [[maybe_unused]] const ssize_t taken = ::read(descriptor_, &rings, sizeof rings);  // back to zero
  handler_();
}

}  // namespace presad::loop
