#include "bridge/blinks.h"

#include <algorithm>

namespace presad::bridge {

namespace {

constexpr int very_many = 32000;
constexpr Duration first_pause = std::chrono::milliseconds(100);

}  // namespace

void Blinks::start(unsigned relay, bool on, int count, Timestamp now) {
  if (relay == 0 || relay > max_relays) return;
  Blink& blink = relays_.own()[relay - 1];
  if (blink.left == 0) blink.stood_on = blink.shows_on = on;
  blink.left = 2 * (count == 0 ? very_many : count) + 1;
  blink.next = now + first_pause;
}

std::optional<bool> Blinks::stop(unsigned relay) {
  if (!blinks(relay)) return std::nullopt;
  relays_.own()[relay - 1].left = 0;
  return at(relay).stood_on;
}

std::uint8_t Blinks::all() const noexcept {
  unsigned bits = 0;
  for (unsigned relay = 1; relay <= max_relays; ++relay) bits |= (blinks(relay) ? 1U : 0U) << (relay - 1);
  return static_cast<std::uint8_t>(bits);
}

Timestamp Blinks::due() const noexcept {
  Timestamp earliest = never;
  for (const Blink& blink : *relays_) {
    if (blink.left != 0) earliest = std::min(earliest, blink.next);
  }
  return earliest;
}

std::optional<Blinks::Step> Blinks::take(Timestamp now, Duration pause) {
  for (unsigned relay = 1; relay <= max_relays; ++relay) {
    if (at(relay).left == 0 || at(relay).next > now) continue;
    Blink& blink = relays_.own()[relay - 1];
    if (--blink.left == 0) return Step{relay, blink.stood_on, true};
    blink.next = now + pause;
    blink.shows_on = !blink.shows_on;
    return Step{relay, blink.shows_on, false};
  }
  return std::nullopt;
}

}  // namespace presad::bridge
