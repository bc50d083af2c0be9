#include "loop/socket_table.h"

#include <sys/epoll.h>

#include <array>
#include <cerrno>
#include <system_error>

#include "loop/event_loop.h"

namespace presad::loop {

namespace {

/// Told in one turn; then timers, signals and deferred work have theirs.
constexpr std::size_t most_per_turn = 64;

}  // namespace

SocketTable::SocketTable() : epoll_(::epoll_create1(EPOLL_CLOEXEC)) {
  if (!epoll_.open()) throw std::system_error(errno, std::generic_category(), "epoll_create1");
}

std::uint32_t SocketTable::add(int descriptor, std::uint32_t events, SocketWatch& watch) {
  if (free_.empty()) {
    places_.emplace_back();
    free_.reserve(places_.capacity());  // remove() must not need memory
    free_.push_back(static_cast<std::uint32_t>(places_.size() - 1));
  }
  const std::uint32_t index = free_.back();
  Place& place = places_[index];
  epoll_event wanted{};
  wanted.events = events;
  wanted.data.u64 = std::uint64_t{place.number} << 32U | index;
  if (::epoll_ctl(epoll_.number(), EPOLL_CTL_ADD, descriptor, &wanted) != 0) {
    throw std::system_error(errno, std::generic_category(), "epoll_ctl");
  }
  free_.pop_back();
  place.watch = &watch;
  return index;
}

void SocketTable::remove(int descriptor, std::uint32_t index) noexcept {
  ::epoll_ctl(epoll_.number(), EPOLL_CTL_DEL, descriptor, nullptr);
  Place& place = places_[index];
  place.watch = nullptr;
  ++place.number;  // what epoll told of it already is not told on
  free_.push_back(index);
}

void SocketTable::tell_ready() noexcept {
  std::array<epoll_event, most_per_turn> ready;
  const int count = ::epoll_wait(epoll_.number(), ready.data(), static_cast<int>(ready.size()), 0);
  for (int i = 0; i < count; ++i) {
    const epoll_event& event = ready[static_cast<std::size_t>(i)];
    const Place& place = places_[event.data.u64 & 0xFFFFFFFFU];
    if (place.watch == nullptr || place.number != event.data.u64 >> 32U) continue;
    place.watch->tell(event.events);
  }
}

}  // namespace presad::loop
