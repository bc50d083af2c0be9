// The one loop: the door to sd-event. Everything here belongs to the loop's thread.
//
// sd-event itself sees one source for all sockets, one for all timers and one for all that is deferred, however many
// devices there are: it would keep 300 bytes for each, and arm a timer of the kernel's for every deadline that moves.

#pragma once

#include <cstdint>

#include "base/clock.h"
#include "base/delegate.h"
#include "loop/deferred_queue.h"
#include "loop/socket_table.h"
#include "loop/timer_queue.h"

struct sd_event;
struct sd_event_source;

namespace presad::loop {

class EventLoop final : public Clock {
 public:
  /// Throws std::system_error when the kernel gives no epoll: nothing can run then.
  EventLoop();
  ~EventLoop();
  EventLoop(const EventLoop&) = delete;
  EventLoop& operator=(const EventLoop&) = delete;

  /// Runs until stop(), once; gives the code that stop() was given (0 or more). Throws
  /// std::system_error when the kernel fails the loop.
  int run();
  void stop(int code);

  /// The time at which this turn of the loop began: one clock for all that happens in it. Before the
  /// first turn, the machine's own clock.
  Timestamp now() const override;
  WallTime wall_time() const override;

  sd_event* handle() noexcept { return event_; }

 private:
  friend class SocketWatch;
  friend class Timer;
  friend class Deferred;

  void set_timer(TimerItem& item, Timestamp deadline);
  void arm();
  void tell_due() noexcept;
  void schedule(DeferredItem& item);
  void run_deferred() noexcept;

  sd_event* event_ = nullptr;
  SocketTable sockets_;
  TimerQueue timers_;
  DeferredQueue deferred_;
  sd_event_source* socket_source_ = nullptr;
  sd_event_source* timer_source_ = nullptr;
  sd_event_source* deferred_source_ = nullptr;
  Timestamp armed_for_ = never;  ///< when sd-event wakes us; perhaps ahead of the earliest deadline, never behind it
};

/// What a descriptor is watched for; combined with |. `closing` is only told: nothing will come behind what can be read
/// now, or all is over.
enum class Ready : std::uint32_t { none = 0, read = 1, closing = 2, write = 4 };
constexpr Ready operator|(Ready a, Ready b) {
  return static_cast<Ready>(static_cast<std::uint32_t>(a) | static_cast<std::uint32_t>(b));
}
constexpr bool has(Ready all, Ready one) {
  return (static_cast<std::uint32_t>(all) & static_cast<std::uint32_t>(one)) != 0;
}

/// One watched descriptor, edge-triggered: the handler reads or writes until EAGAIN, or, unless it is `closing`, until
/// a stream gives less than was asked for (epoll(7)). Errors and hang-ups are told as `read`, too. Owned by whoever
/// owns the descriptor; stops when it dies, also inside its own handler.
class SocketWatch {
 public:
  SocketWatch() = default;
  ~SocketWatch() { stop(); }
  SocketWatch(const SocketWatch&) = delete;
  SocketWatch& operator=(const SocketWatch&) = delete;

  /// `descriptor` stays the caller's and must be open until stop(). Watching anew replaces. Throws
  /// std::system_error when the kernel has no room for another watch.
  void start(EventLoop& loop, int descriptor, Ready wanted, Delegate<void(Ready)> handler);
  void stop() noexcept;

 private:
  friend class SocketTable;
  void tell(std::uint32_t events) const;

  EventLoop* loop_ = nullptr;  ///< null: watches nothing
  int descriptor_ = -1;
  std::uint32_t place_ = 0;
  Delegate<void(Ready)> handler_;
};

/// One deadline, owned by whoever waits; its handler may arm it anew or destroy it. Accuracy: 1 ms;
/// timers that fall due in the same turn fire in no promised order.
class Timer final : private TimerItem {
 public:
  Timer(EventLoop& loop, Delegate<void()> handler) : loop_(loop), handler_(handler) {}
  ~Timer() { disarm(); }
  Timer(const Timer&) = delete;
  Timer& operator=(const Timer&) = delete;

  /// Fires once at `deadline` (at once if past); arming again moves it; `never` disarms.
  void arm(Timestamp deadline);
  void arm_in(Duration delay) { arm(loop_.now() + delay); }
  void disarm() noexcept;
  bool armed() const noexcept { return deadline() != never; }

 private:
  friend class EventLoop;

  EventLoop& loop_;
  Delegate<void()> handler_;
};

/// Runs its handler once after schedule(), however often scheduled: at the end of the turn, when the handlers that run
/// in it have returned, and never inside one. What the deferred work itself schedules is for the next turn.
class Deferred final : private DeferredItem {
 public:
  Deferred(EventLoop& loop, Delegate<void()> handler) : loop_(loop), handler_(handler) {}
  ~Deferred();
  Deferred(const Deferred&) = delete;
  Deferred& operator=(const Deferred&) = delete;

  void schedule();

 private:
  friend class EventLoop;

  EventLoop& loop_;
  Delegate<void()> handler_;
};

/// A signal, taken by signalfd. It must be blocked in every thread: block_signals() first thing in main().
class SignalWatch {
 public:
  SignalWatch(EventLoop& loop, int number, Delegate<void()> handler);
  ~SignalWatch();
  SignalWatch(const SignalWatch&) = delete;
  SignalWatch& operator=(const SignalWatch&) = delete;

 private:
  Delegate<void()> handler_;
  sd_event_source* source_ = nullptr;
};

/// Blocks SIGTERM, SIGINT and SIGHUP and ignores SIGPIPE; to be called before any library starts a thread.
void block_signals();

}  // namespace presad::loop
