#include "mqtt/reconnect.h"

#include <array>

namespace presad::mqtt {

namespace {

using namespace std::chrono_literals;

/// A broker that is started anew is back within seconds, and the house waits for it: so many attempts 50 ms apart.
constexpr std::size_t quick_attempts = 80;

constexpr auto make_absent_steps() {
  std::array<Duration, quick_attempts + 2> steps{};
  steps.fill(50ms);
  steps[quick_attempts] = 500ms;
  steps[quick_attempts + 1] = 1s;
  return steps;
}

// For a broker that is not there, which a refused connection tells for nothing; for one that is there and hangs up; for
// what only a person can mend.
constexpr auto absent_steps = make_absent_steps();
constexpr std::array<Duration, 4> hung_up_steps{100ms, 200ms, 500ms, 1s};
constexpr std::array<Duration, 6> refused_steps{100ms, 500ms, 1s, 2s, 5s, 10s};

}  // namespace

Reconnect::Reconnect(RandomSource& random)
    : random_(random), absent_(absent_steps), hung_up_(hung_up_steps), refused_(refused_steps) {}

void Reconnect::on_connected(Timestamp now) noexcept {
  connected_at_ = now;
  versions_.on_connected();
}

Duration Reconnect::on_failed(ConnectFailure::Kind kind, Version version, Timestamp now) {
  switch (kind) {
    case ConnectFailure::Kind::version:
      return versions_.on_version_refused(version, now) ? 0ms : refused_.next(random_);
    case ConnectFailure::Kind::hung_up:
      return versions_.on_hung_up(version, now) ? 0ms : hung_up_.next(random_);
    case ConnectFailure::Kind::unreachable:
      versions_.on_failed();
      return absent_.next(random_);
    case ConnectFailure::Kind::name:
    case ConnectFailure::Kind::login:
    case ConnectFailure::Kind::tls:
    case ConnectFailure::Kind::refused:
      break;
  }
  versions_.on_failed();
  return refused_.next(random_);
}

Duration Reconnect::on_lost(Timestamp now) {
  if (now - connected_at_ < stable_after) {
    ++short_stays_;
    return hung_up_.next(random_);
  }
  short_stays_ = 0;
  absent_.reset();
  hung_up_.reset();
  refused_.reset();
  return 0ms;
}

}  // namespace presad::mqtt
