#include "families/tuya/light_orders.h"

#include <algorithm>
#include <utility>

namespace presad::tuya {

namespace {

bool wishes_colour(const LightLevels& levels) noexcept {
  return levels.colour.value_or(false) || levels.hue || levels.saturation;
}

bool wishes_white(const LightLevels& levels) noexcept { return levels.colour == false || levels.ct; }

/// Takes from `older` what `newer` has another wish for. White and colour exclude each other.
void overrule(SetLight& older, const SetLight& newer) noexcept {
  LightLevels& levels = older.levels;
  if (newer.power) older.power.reset();
  if (newer.levels.brightness) levels.brightness.reset();
  if (newer.levels.ct) levels.ct.reset();
  if (newer.levels.hue) levels.hue.reset();
  if (newer.levels.saturation) levels.saturation.reset();
  if (newer.levels.colour) levels.colour.reset();
  if (wishes_colour(newer.levels)) {
    levels.ct.reset();
    if (levels.colour == false) levels.colour.reset();
  } else if (wishes_white(newer.levels)) {
    levels.hue.reset();
    levels.saturation.reset();
    if (levels.colour == true) levels.colour.reset();
  }
}

}  // namespace

void LightOrders::add(CommandId command, const SetLight& wanted, Timestamp now) {
  for (Order& order : waiting_) overrule(order.wanted, wanted);
  end_those_without_a_wish();
  waiting_.push_back({command, wanted, now + time_to_live_});
}

SetLight LightOrders::merged() const {
  SetLight all;
  const auto take_over = [](auto& into, const auto& from) {
    if (from) into = from;
  };
  for (const Order& order : waiting_) {
    take_over(all.power, order.wanted.power);
    take_over(all.levels.colour, order.wanted.levels.colour);
    take_over(all.levels.brightness, order.wanted.levels.brightness);
    take_over(all.levels.ct, order.wanted.levels.ct);
    take_over(all.levels.hue, order.wanted.levels.hue);
    take_over(all.levels.saturation, order.wanted.levels.saturation);
  }
  return all;
}

std::vector<CommandId> LightOrders::take() {
  std::vector<CommandId> commands;
  for (const Order& order : std::exchange(waiting_, {})) commands.push_back(order.command);
  return commands;
}

void LightOrders::give_up_power() {
  for (Order& order : waiting_) order.wanted.power.reset();
  end_those_without_a_wish();
}

void LightOrders::end_those_without_a_wish() {
  std::erase_if(waiting_, [this](const Order& order) {
    if (order.wanted.power || order.wanted.levels != LightLevels{}) return false;
    answers_.push_back({order.command, {Outcome::superseded, "a newer command came before this one left"}});
    return true;
  });
}

void LightOrders::on_deadline(Timestamp now, bool online) {
  std::erase_if(waiting_, [&](const Order& order) {
    if (order.expires > now) return false;
    answers_.push_back(
        {order.command, online ? Answer{Outcome::unconfirmed, "other commands held the device until its time was over"}
                               : Answer{Outcome::offline, "no session within its time"}});
    return true;
  });
}

Timestamp LightOrders::deadline() const noexcept {
  Timestamp earliest = never;
  for (const Order& order : waiting_) earliest = std::min(earliest, order.expires);
  return earliest;
}

std::vector<Answered> LightOrders::take_answers() { return std::exchange(answers_, {}); }

}  // namespace presad::tuya
