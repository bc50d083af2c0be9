#include "tasmota/timers.h"

#include <algorithm>
#include <cstdio>
#include <optional>

#include "base/text.h"
#include "tasmota/payload.h"

namespace presad::tasmota {

namespace {

constexpr int minutes_per_hour = 60;
constexpr int before = 12;  // hours: an offset of -1:30 is kept as 13:30
constexpr std::size_t week = 7;

const Json* find(const Json& object, std::string_view key) {
  const Json* found = nullptr;
  if (object.object() == nullptr) return found;
  for (const auto& [name, value] : *object.object()) {
    if (equal_ignoring_case(name, key)) found = &value;
  }
  return found;
}

/// Numbers come bare or as text.
std::optional<std::int32_t> number(const Json& object, std::string_view key) {
  const Json* const value = find(object, key);
  if (value == nullptr) return std::nullopt;
  if (const auto* const truth = value->boolean()) return *truth ? 1 : 0;
  if (const auto* const integer = value->integer()) {
    return static_cast<std::int32_t>(std::clamp<std::int64_t>(*integer, INT32_MIN, INT32_MAX));
  }
  if (const auto* const text = value->string()) return leading_number(*text).value_or(0);
  return 0;
}

std::string text_of(const Json& value) {
  if (const auto* const text = value.string()) return *text;
  return render_json(value);
}

/// Decimal, also with zeros in front: "08".
int digits(std::string_view text) {
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9' || value > 99) break;
    value = value * 10 + (c - '0');
  }
  return value;
}

int read_time(std::string_view text) {
  const std::size_t colon = text.find(':');
  std::string_view hours = text.substr(0, colon);
  const std::size_t minus = hours.find('-');
  if (minus != std::string_view::npos) hours.remove_prefix(minus + 1);
  const int hour = std::min(digits(hours) + (minus != std::string_view::npos ? before : 0), 23);
  const int minute = colon == std::string_view::npos ? 0 : std::min(digits(text.substr(colon + 1)), 59);
  return hour * minutes_per_hour + minute;
}

std::uint8_t read_days(std::string_view text) {
  unsigned days = 0;
  for (std::size_t day = 0; day < std::min(text.size(), week); ++day) {
    if (text[day] != '0' && text[day] != '-') days |= 1U << day;
  }
  return static_cast<std::uint8_t>(days);
}

std::string key(std::size_t index) { return "Timer" + std::to_string(index + 1); }

}  // namespace

void change_timer(Timer& timer, const Json& object, std::size_t relays) {
  if (const auto arm = number(object, "Arm")) timer.enabled = *arm != 0;  // its name in older firmware
  if (const auto enable = number(object, "Enable")) timer.enabled = *enable != 0;
  if (const auto mode = number(object, "Mode")) timer.mode = static_cast<TimerMode>(static_cast<unsigned>(*mode) & 3U);
  if (const Json* const time = find(object, "Time")) timer.minutes = read_time(text_of(*time));
  if (const auto window = number(object, "Window"))
    timer.window = static_cast<int>(static_cast<unsigned>(*window) & 15U);
  if (const Json* const days = find(object, "Days")) timer.days = read_days(text_of(*days));
  if (const auto repeat = number(object, "Repeat")) timer.repeat = *repeat != 0;
  if (const auto output = number(object, "Output")) {
    const unsigned relay = (static_cast<unsigned>(*output) - 1U) & 15U;
    timer.output = static_cast<std::uint8_t>(relays != 0 && relay >= relays ? 0 : relay);
  }
  if (const auto action = number(object, "Action")) {
    timer.action = static_cast<std::uint8_t>(static_cast<unsigned>(*action) & 3U);
  }
}

void write_timer(JsonWriter& json, const Timer& timer) {
  int hour = timer.minutes / minutes_per_hour;
  const bool ahead = timer.by_sun() && hour >= before;
  if (ahead) hour -= before;
  std::array<char, 32> time{};
  const int size =
      std::snprintf(time.data(), time.size(), "%s%02d:%02d", ahead ? "-" : "", hour, timer.minutes % minutes_per_hour);
  std::string days;
  for (std::size_t day = 0; day < week; ++day) days += (timer.days >> day & 1U) != 0 ? '1' : '0';
  json.begin_object();
  json.key("Enable").integer(timer.enabled ? 1 : 0);
  json.key("Mode").integer(static_cast<int>(timer.mode));
  json.key("Time").string({time.data(), static_cast<std::size_t>(size)});
  json.key("Window").integer(timer.window);
  json.key("Days").string(days);
  json.key("Repeat").integer(timer.repeat ? 1 : 0);
  json.key("Output").integer(timer.output + 1);
  json.key("Action").integer(timer.action);
  json.end_object();
}

std::string render_timers(const Timers& timers) {
  if (timers == Timers{}) return {};
  JsonWriter json;
  json.begin_object().key("Timers").integer(timers.enabled ? 1 : 0);
  for (std::size_t i = 0; i < max_timers; ++i) {
    if (timers.timer[i] == Timer{}) continue;
    json.key(key(i));
    write_timer(json, timers.timer[i]);
  }
  return json.end_object().take();
}

Timers restore_timers(std::string_view text) {
  Timers timers;
  if (text.empty()) return timers;
  const auto kept = parse_json(text, {3, 300});
  if (!kept) return timers;
  timers.enabled = number(*kept, "Timers").value_or(0) != 0;
  for (std::size_t i = 0; i < max_timers; ++i) {
    if (const Json* const timer = kept->find(key(i))) change_timer(timers.timer[i], *timer, 0);
  }
  return timers;
}

}  // namespace presad::tasmota
