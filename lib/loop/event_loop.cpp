// sd-event behind event_loop.h. The trampolines always return 0: a negative answer would make sd-event
// switch the source off without a word, and the loop would go on without it.

#include "loop/event_loop.h"

#include <sys/epoll.h>
#include <systemd/sd-event.h>

#include <csignal>
#include <ctime>
#include <system_error>
#include <utility>

namespace presad::loop {

namespace {

/// How late a timer may be, in microseconds. 0 would mean sd-event's default, a quarter of a second.
constexpr std::uint64_t timer_accuracy = 1000;

/// Timers told in one turn; then the sockets have theirs.
constexpr std::size_t most_timers_per_turn = 32;

void throw_if_failed(int result, const char* what) {
  if (result < 0) throw std::system_error(-result, std::generic_category(), what);
}

std::uint64_t read_clock(sd_event* event, clockid_t clock) {
  std::uint64_t microseconds = 0;
  sd_event_now(event, clock, &microseconds);  // before the first turn this is the clock itself
  return microseconds;
}

}  // namespace

EventLoop::EventLoop() {
  throw_if_failed(sd_event_new(&event_), "sd_event_new");
  const auto on_sockets = [](sd_event_source*, int, std::uint32_t, void* self) noexcept {
    auto* const loop = static_cast<EventLoop*>(self);
    loop->sockets_.tell_ready();
    loop->run_deferred();
    return 0;
  };
  const auto on_time = [](sd_event_source*, std::uint64_t, void* self) noexcept {
    static_cast<EventLoop*>(self)->tell_due();
    return 0;
  };
  const auto on_turn = [](sd_event_source*, void* self) noexcept {
    static_cast<EventLoop*>(self)->run_deferred();
    return 0;
  };
  throw_if_failed(sd_event_add_io(event_, &socket_source_, sockets_.descriptor(), EPOLLIN, on_sockets, this),
                  "sd_event_add_io");
  throw_if_failed(sd_event_add_time(event_, &timer_source_, CLOCK_MONOTONIC, 0, timer_accuracy, on_time, this),
                  "sd_event_add_time");
  throw_if_failed(sd_event_add_defer(event_, &deferred_source_, on_turn, this), "sd_event_add_defer");
  sd_event_source_set_enabled(timer_source_, SD_EVENT_OFF);
  sd_event_source_set_enabled(deferred_source_, SD_EVENT_OFF);
}

EventLoop::~EventLoop() {
  sd_event_source_disable_unref(socket_source_);
  sd_event_source_disable_unref(timer_source_);
  sd_event_source_disable_unref(deferred_source_);
  sd_event_unref(event_);
}

int EventLoop::run() {
  const int code = sd_event_loop(event_);
  throw_if_failed(code, "sd_event_loop");
  return code;
}

void EventLoop::stop(int code) { sd_event_exit(event_, code); }

Timestamp EventLoop::now() const {
  return Timestamp(Duration(static_cast<Duration::rep>(read_clock(event_, CLOCK_MONOTONIC))));
}

WallTime EventLoop::wall_time() const {
  return WallTime(Duration(static_cast<Duration::rep>(read_clock(event_, CLOCK_REALTIME))));
}

void EventLoop::set_timer(TimerItem& item, Timestamp deadline) {
  timers_.set(item, deadline);
  if (deadline < armed_for_) arm();
}

/// Only ever earlier: waking once for nothing is cheaper than telling the kernel of every deadline that moves on.
void EventLoop::arm() {
  armed_for_ = timers_.earliest();
  if (armed_for_ == never) return;
  const auto since_boot = armed_for_.time_since_epoch().count();
  sd_event_source_set_time(timer_source_, static_cast<std::uint64_t>(since_boot > 0 ? since_boot : 0));
  sd_event_source_set_enabled(timer_source_, SD_EVENT_ONESHOT);
}

void EventLoop::tell_due() noexcept {
  timers_.collect_due(now(), most_timers_per_turn);
  while (TimerItem* const item = timers_.take_due()) static_cast<Timer*>(item)->handler_();
  arm();
  run_deferred();
}

void EventLoop::schedule(DeferredItem& item) {
  if (deferred_.add(item)) sd_event_source_set_enabled(deferred_source_, SD_EVENT_ONESHOT);
}

/// At the end of every turn; its own source is for what was scheduled outside of one, or by the deferred work itself.
void EventLoop::run_deferred() noexcept {
  if (deferred_.empty()) return;
  const bool more = deferred_.run_turn([](DeferredItem& item) { static_cast<Deferred&>(item).handler_(); });
  sd_event_source_set_enabled(deferred_source_, more ? SD_EVENT_ONESHOT : SD_EVENT_OFF);
}

void SocketWatch::start(EventLoop& loop, int descriptor, Ready wanted, Delegate<void(Ready)> handler) {
  stop();
  handler_ = handler;
  std::uint32_t events = EPOLLET;
  if (has(wanted, Ready::read)) events |= EPOLLIN | EPOLLRDHUP;
  if (has(wanted, Ready::write)) events |= EPOLLOUT;
  place_ = loop.sockets_.add(descriptor, events, *this);
  descriptor_ = descriptor;
  loop_ = &loop;
}

void SocketWatch::stop() noexcept {
  if (loop_ != nullptr) std::exchange(loop_, nullptr)->sockets_.remove(descriptor_, place_);
}

/// A handler may destroy its watch: nothing is touched behind it.
void SocketWatch::tell(std::uint32_t events) const {
  Ready ready = Ready::none;
  if ((events & ~static_cast<std::uint32_t>(EPOLLOUT)) != 0) ready = ready | Ready::read;
  if ((events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0) ready = ready | Ready::closing;
  if ((events & EPOLLOUT) != 0) ready = ready | Ready::write;
  handler_(ready);
}

void Timer::arm(Timestamp deadline) { loop_.set_timer(*this, deadline); }

void Timer::disarm() noexcept {
  loop_.timers_.set(*this, never);  // taking out needs no memory
}

Deferred::~Deferred() { loop_.deferred_.remove(*this); }

void Deferred::schedule() { loop_.schedule(*this); }

SignalWatch::SignalWatch(EventLoop& loop, int number, Delegate<void()> handler) : handler_(handler) {
  const auto on_signal = [](sd_event_source* /*source*/, const signalfd_siginfo* /*signal*/, void* self) noexcept {
    static_cast<SignalWatch*>(self)->handler_();
    return 0;
  };
  throw_if_failed(sd_event_add_signal(loop.handle(), &source_, number, on_signal, this), "sd_event_add_signal");
}

SignalWatch::~SignalWatch() { sd_event_source_disable_unref(source_); }

void block_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGHUP);
  throw_if_failed(-pthread_sigmask(SIG_BLOCK, &signals, nullptr), "pthread_sigmask");
  std::signal(SIGPIPE, SIG_IGN);
}

}  // namespace presad::loop
