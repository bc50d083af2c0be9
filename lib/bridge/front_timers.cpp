// The front's timers: kept over restarts, looked at once a minute, and what they do done as somebody's command would
// be.

#include <algorithm>

#include "base/log.h"
#include "bridge/front.h"
#include "bridge/local_time.h"

namespace presad::bridge {

namespace {

constexpr const char* timers_fact = "timers";

}  // namespace

void Front::recall_timers() {
  const Facts& facts = store_.facts(topic());
  const auto kept = facts.find(timers_fact);
  if (kept == facts.end()) return;
  options_.timers.own() = tasmota::restore_timers(kept->second);
  const auto& timers = options_.timers->timer;
  const bool by_sun =
      std::any_of(timers.begin(), timers.end(), [](const auto& timer) { return timer.enabled && timer.by_sun(); });
  if (by_sun && !publisher_.house().location) {
    log::warning(topic(), "its timers by the sun do not come: latitude and longitude are not in the inventory");
  }
}

void Front::keep_timers() {
  const std::string text = tasmota::render_timers(*options_.timers);
  if (text.empty()) {
    store_.erase(topic(), timers_fact);
  } else {
    store_.put(topic(), timers_fact, text);
  }
}

void Front::on_timers_due(Timestamp now) {
  const WallTime wall_time = publisher_.loop().wall_time();
  const std::vector<std::size_t> due =
      timer_clock_.look(*options_.timers, publisher_.house().location, wall_time, wall_time_known(), utc_offset);
  bool ended = false;
  for (const std::size_t index : due) {
    if (options_.timers->timer[index].repeat) continue;
    options_.timers.own().timer[index].enabled = false;
    ended = true;
  }
  if (ended) keep_timers();  // ahead of what they do: none comes twice
  for (const std::size_t index : due) {
    const tasmota::Timer& timer = options_.timers->timer[index];
    log::info(topic(), "timer {} has come", index + 1);
    switch_relay(timer.output + 1U, std::to_string(timer.action), {});
  }
  const auto& timers = options_.timers->timer;
  const bool wait = options_.timers->enabled &&
                    std::any_of(timers.begin(), timers.end(), [](const auto& timer) { return timer.enabled; });
  timers_alarm_.set(wait ? now + TimerClock::until_next_look(wall_time) : never);
}

}  // namespace presad::bridge
