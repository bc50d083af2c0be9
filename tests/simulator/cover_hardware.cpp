// Lamps, sensors and covers inside plug_hardware.h: readings, and a motor that takes its time. Pure.

#include <algorithm>

#include "simulator/plug_hardware.h"

namespace presad::simulator {
namespace {

constexpr std::chrono::seconds telling_interval{1};  // a moving cover tells its position this often

}  // namespace

const ValueRule* PlugHardware::find_rule(std::uint8_t id) const {
  const auto place = std::ranges::find(layout_.rules, id, &ValueRule::id);
  return place == layout_.rules.end() ? nullptr : &*place;
}

bool PlugHardware::is_measured(std::uint8_t id) const {
  const ValueRule* rule = find_rule(id);
  return rule != nullptr && rule->measured;
}

void PlugHardware::store(std::uint8_t id, DatapointValue value, Change& change) {
  if (values_.at(id) == value) return;
  values_[id] = std::move(value);
  change.ids.push_back(id);
}

Change PlugHardware::observe(const Datapoint& seen, Timestamp now) {
  if (!is_measured(seen.id)) return set(seen, now);
  Change change;
  if (layout_.cover && seen.id == layout_.cover->position) {
    cover_.place(std::get<std::int64_t>(seen.value));
    cover_due_ = never;
  }
  store(seen.id, seen.value, change);
  return change;
}

void PlugHardware::drive_cover(std::uint8_t id, Timestamp now, Change& change) {
  if (!layout_.cover || !layout_.cover->positioned) return;
  const CoverIds& cover = *layout_.cover;
  if (id != cover.control && id != cover.target) return;
  std::int64_t target = std::get<std::int64_t>(values_.at(cover.target));
  if (id == cover.control) {
    const std::string& word = std::get<std::string>(values_.at(cover.control));
    if (word == "stop") {
      cover_.halt(now);
      return look_at_cover(now, change);
    }
    target = word == "open" ? 100 : 0;
  }
  const std::int64_t position = cover_.position(now);
  if (target != position) {
    store(cover.work_state, std::string(target > position ? "opening" : "closing"), change);
  }
  cover_.start(target, std::chrono::seconds{std::get<std::int64_t>(values_.at(cover.travel_s))}, now);
  cover_due_ = now + telling_interval;
}

void PlugHardware::look_at_cover(Timestamp now, Change& change) {
  store(layout_.cover->position, cover_.position(now), change);
  if (cover_.arrived(now)) cover_.halt(now);
  cover_due_ = cover_.moving() ? now + telling_interval : never;
}

}  // namespace presad::simulator
