// sd-event behind event_loop.h. The trampolines always return 0: a negative answer would make sd-event
// switch the source off without a word, and the loop would go on without it. None touches its object
// after the handler, which may have destroyed it; sd-event itself keeps a source that is being dispatched.

#include "loop/event_loop.h"

#include <sys/epoll.h>
#include <systemd/sd-event.h>

#include <csignal>
#include <ctime>
#include <system_error>

namespace presad::loop {

namespace {

/// How late a timer may be, in microseconds. 0 would mean sd-event's default, a quarter of a second.
constexpr std::uint64_t timer_accuracy = 1000;

void throw_if_failed(int result, const char* what) {
  if (result < 0) throw std::system_error(-result, std::generic_category(), what);
}

std::uint64_t read_clock(sd_event* event, clockid_t clock) {
  std::uint64_t microseconds = 0;
  sd_event_now(event, clock, &microseconds);  // before the first turn this is the clock itself
  return microseconds;
}

}  // namespace

EventLoop::EventLoop() { throw_if_failed(sd_event_new(&event_), "sd_event_new"); }

EventLoop::~EventLoop() { sd_event_unref(event_); }

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

void SocketWatch::start(EventLoop& loop, int descriptor, Ready wanted, Delegate<void(Ready)> handler) {
  stop();
  handler_ = handler;
  std::uint32_t events = EPOLLET;
  if (has(wanted, Ready::read)) events |= EPOLLIN;
  if (has(wanted, Ready::write)) events |= EPOLLOUT;
  throw_if_failed(sd_event_add_io(loop.handle(), &source_, descriptor, events, &SocketWatch::on_io, this),
                  "sd_event_add_io");
}

void SocketWatch::stop() noexcept { source_ = sd_event_source_disable_unref(source_); }

int SocketWatch::on_io(sd_event_source* /*source*/, int /*descriptor*/, std::uint32_t events, void* self) noexcept {
  Ready ready = Ready::none;
  if ((events & ~static_cast<std::uint32_t>(EPOLLOUT)) != 0) ready = ready | Ready::read;
  if ((events & EPOLLOUT) != 0) ready = ready | Ready::write;
  static_cast<SocketWatch*>(self)->handler_(ready);
  return 0;
}

Timer::~Timer() { sd_event_source_disable_unref(source_); }

void Timer::arm(Timestamp deadline) {
  if (deadline == never) {
    disarm();
    return;
  }
  deadline_ = deadline;
  const auto since_boot = deadline.time_since_epoch().count();
  const auto microseconds = static_cast<std::uint64_t>(since_boot > 0 ? since_boot : 0);
  if (source_ == nullptr) {
    throw_if_failed(sd_event_add_time(loop_.handle(), &source_, CLOCK_MONOTONIC, microseconds, timer_accuracy,
                                      &Timer::on_time, this),
                    "sd_event_add_time");
    return;  // a new source is armed once
  }
  sd_event_source_set_time(source_, microseconds);
  sd_event_source_set_enabled(source_, SD_EVENT_ONESHOT);
}

void Timer::disarm() noexcept {
  deadline_ = never;
  if (source_ != nullptr) sd_event_source_set_enabled(source_, SD_EVENT_OFF);
}

int Timer::on_time(sd_event_source* /*source*/, std::uint64_t /*usec*/, void* self) noexcept {
  auto* timer = static_cast<Timer*>(self);
  timer->deadline_ = never;  // before the handler: it may arm anew
  timer->handler_();
  return 0;
}

Deferred::Deferred(EventLoop& loop, Delegate<void()> handler) : handler_(handler) {
  throw_if_failed(sd_event_add_defer(loop.handle(), &source_, &Deferred::on_turn, this), "sd_event_add_defer");
  sd_event_source_set_enabled(source_, SD_EVENT_OFF);
}

Deferred::~Deferred() { sd_event_source_disable_unref(source_); }

void Deferred::schedule() { sd_event_source_set_enabled(source_, SD_EVENT_ONESHOT); }

int Deferred::on_turn(sd_event_source* /*source*/, void* self) noexcept {
  static_cast<Deferred*>(self)->handler_();
  return 0;
}

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
