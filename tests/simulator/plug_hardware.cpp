#include "simulator/plug_hardware.h"

#include <algorithm>
#include <cmath>

#include "simulator/relay_status.h"

namespace presad::simulator {
namespace {

constexpr std::int64_t longest_countdown_s = 86'400;
constexpr double increment_step_wh = 10;  // 0.01 kWh: what most meters count in

bool obeys(const DatapointValue& value, const ValueRule& rule) {
  if (const std::int64_t* number = std::get_if<std::int64_t>(&value)) {
    return *number >= rule.least && *number <= rule.most;
  }
  const std::string* text = std::get_if<std::string>(&value);
  if (text == nullptr) return true;
  if (!rule.words.empty()) return std::ranges::find(rule.words, *text) != rule.words.end();
  return rule.hex_digits == 0 ||
         (text->size() == rule.hex_digits && text->find_first_not_of("0123456789abcdef") == std::string::npos);
}

std::int64_t rounded(double number) { return static_cast<std::int64_t>(std::llround(number)); }

}  // namespace

PlugHardware::PlugHardware(const PlugSettings& settings)
    : layout_(settings.layout),
      load_w_(settings.load_w),
      voltage_v_(settings.voltage_v),
      meter_lag_(settings.meter_lag),
      meter_interval_(settings.meter_interval),
      built_status_(settings.relay_status) {
  for (const std::uint8_t id : layout_.relays) values_[id] = settings.on_at_start;
  for (const std::uint8_t id : layout_.countdowns) values_[id] = std::int64_t{0};
  if (layout_.relay_status != 0) values_[layout_.relay_status] = settings.relay_status;
  for (const Datapoint& each : layout_.further) values_[each.id] = each.value;
  if (layout_.meter) {
    if (layout_.meter->increment != 0) values_[layout_.meter->increment] = std::int64_t{0};
    (void)measure(Timestamp::min());
    meter_due_ = Timestamp::min();  // it looks for the first time at once
  }
}

unsigned PlugHardware::relay_of(std::uint8_t id) const {
  const auto place = std::ranges::find(layout_.relays, id);
  return place == layout_.relays.end() ? 0 : static_cast<unsigned>(place - layout_.relays.begin()) + 1;
}

bool PlugHardware::is_reading(std::uint8_t id) const {
  return layout_.meter && id != 0 &&
         (id == layout_.meter->current_ma || id == layout_.meter->power_dw || id == layout_.meter->voltage_dv ||
          id == layout_.meter->increment);
}

std::string_view PlugHardware::relay_status() const {
  return layout_.relay_status == 0 ? built_status_ : std::get<std::string>(values_.at(layout_.relay_status));
}

Power PlugHardware::relay(unsigned relay) const {
  if (relay == 0 || relay > layout_.relays.size()) return Power::undefined;
  return std::get<bool>(values_.at(layout_.relays[relay - 1])) ? Power::on : Power::off;
}

Datapoints PlugHardware::all(Timestamp now) const {
  Datapoints all;
  for (const auto& [id, value] : values_) {
    const auto running = countdown_ends_.find(id);
    if (running == countdown_ends_.end()) {
      all.push_back({id, value});
    } else {
      const auto left = std::chrono::ceil<std::chrono::seconds>(std::max(running->second - now, Duration{0}));
      all.push_back({id, std::int64_t{left.count()}});
    }
  }
  return all;
}

Datapoints PlugHardware::reported(Timestamp now) const {
  Datapoints said = all(now);
  std::erase_if(said, [this](const Datapoint& each) { return unsaid_.contains(each.id); });
  return said;
}

Datapoints PlugHardware::reported(std::span<const std::uint8_t> ids, Timestamp now) const {
  Datapoints said = reported(now);
  std::erase_if(said, [ids](const Datapoint& each) { return std::ranges::find(ids, each.id) == ids.end(); });
  return said;
}

bool PlugHardware::fits(const Datapoint& wanted) const {
  const auto place = values_.find(wanted.id);
  if (place == values_.end() || place->second.index() != wanted.value.index()) return false;
  if (wanted.id == layout_.relay_status) {  // its own firmware's words, no other's
    return find_relay_status_words(std::get<std::string>(wanted.value)) == find_relay_status_words(relay_status());
  }
  if (const ValueRule* rule = find_rule(wanted.id)) return obeys(wanted.value, *rule);
  if (std::ranges::find(layout_.countdowns, wanted.id) == layout_.countdowns.end()) return true;
  const std::int64_t seconds = std::get<std::int64_t>(wanted.value);
  return seconds >= 0 && seconds <= longest_countdown_s;
}

Change PlugHardware::set(const Datapoint& wanted, Timestamp now) {
  Change change;
  if (is_reading(wanted.id) || is_measured(wanted.id)) return change;
  if (const unsigned relay = relay_of(wanted.id); relay != 0) {
    move(relay, std::get<bool>(wanted.value), now, change);
  } else if (std::ranges::find(layout_.countdowns, wanted.id) != layout_.countdowns.end()) {
    count_down(wanted.id, std::get<std::int64_t>(wanted.value), now);
    change.ids.push_back(wanted.id);
  } else {
    store(wanted.id, wanted.value, change);
    drive_cover(wanted.id, now, change);
  }
  return change;
}

Change PlugHardware::press(unsigned relay, Timestamp now) {
  Change change;
  move(relay, this->relay(relay) != Power::on, now, change);
  return change;
}

void PlugHardware::move(unsigned relay, bool on, Timestamp now, Change& change) {
  const std::uint8_t id = layout_.relays.at(relay - 1);
  const bool was_unsaid = unsaid_.erase(id) > 0;
  const bool moves = std::get<bool>(values_[id]) != on;
  if (!moves && !was_unsaid) return;
  change.ids.push_back(id);
  if (!moves) return;
  account(now);
  values_[id] = on;
  change.switched.push_back(relay);
  if (layout_.meter) meter_due_ = now + meter_lag_;
}

void PlugHardware::count_down(std::uint8_t id, std::int64_t seconds, Timestamp now) {
  values_[id] = std::int64_t{0};
  countdown_ends_.erase(id);
  if (seconds > 0) countdown_ends_[id] = now + std::chrono::seconds{seconds};
}

void PlugHardware::set_load(double load_w, Timestamp now) {
  account(now);
  load_w_ = load_w;
  if (layout_.meter) meter_due_ = now + meter_lag_;
}

void PlugHardware::forget_relays() { unsaid_ = {layout_.relays.begin(), layout_.relays.end()}; }

double PlugHardware::power_w() const {
  const auto is_on = [this](std::uint8_t id) { return std::get<bool>(values_.at(id)); };
  return powered_ ? load_w_ * static_cast<double>(std::ranges::count_if(layout_.relays, is_on)) : 0;
}

void PlugHardware::account(Timestamp now) {
  fed_wh_ = energy_wh(now);
  accounted_ = now;
}

double PlugHardware::energy_wh(Timestamp now) const {
  if (accounted_ == Timestamp::min()) return fed_wh_;
  return fed_wh_ + power_w() * std::chrono::duration<double, std::ratio<3600>>(now - accounted_).count();
}

Change PlugHardware::measure(Timestamp now) {
  Change change;
  if (!layout_.meter) return change;
  account(now);
  const auto read = [&](std::uint8_t id, std::int64_t value) {
    const DatapointValue reading = value;
    if (values_.contains(id) && values_[id] == reading) return;
    values_[id] = reading;
    change.ids.push_back(id);
  };
  const double power = power_w();
  read(layout_.meter->current_ma, rounded(voltage_v_ > 0 ? power / voltage_v_ * 1000 : 0));
  read(layout_.meter->power_dw, rounded(power * 10));
  read(layout_.meter->voltage_dv, rounded(voltage_v_ * 10));
  return change;
}

Change PlugHardware::count_energy(Timestamp now) {
  Change change;
  if (!layout_.meter || layout_.meter->increment == 0) return change;
  account(now);
  const double steps = std::floor((fed_wh_ - counted_wh_) / increment_step_wh);
  if (steps < 1) return change;
  counted_wh_ += steps * increment_step_wh;
  values_[layout_.meter->increment] = rounded(steps * increment_step_wh);
  change.ids.push_back(layout_.meter->increment);  // new even when it equals the one before
  return change;
}

Timestamp PlugHardware::deadline() const {
  Timestamp earliest = powered_ ? std::min(meter_due_, cover_due_) : never;
  for (const auto& [id, end] : countdown_ends_) earliest = std::min(earliest, end);
  return earliest;
}

Change PlugHardware::on_deadline(Timestamp now, bool by_itself) {
  Change change;
  for (std::size_t place = 0; place < layout_.countdowns.size(); ++place) {
    const std::uint8_t id = layout_.countdowns[place];
    const auto running = countdown_ends_.find(id);
    if (running == countdown_ends_.end() || running->second > now) continue;
    countdown_ends_.erase(running);
    change.ids.push_back(id);
    const unsigned relay = static_cast<unsigned>(place) + 1;
    move(relay, this->relay(relay) != Power::on, now, change);
  }
  if (powered_ && now >= cover_due_) look_at_cover(now, change);
  if (layout_.meter && powered_ && now >= meter_due_) {
    meter_due_ = now + meter_interval_;
    const auto add = [&change](const Change& more) {
      change.ids.insert(change.ids.end(), more.ids.begin(), more.ids.end());
    };
    if (by_itself) add(measure(now));
    add(count_energy(now));
  }
  return change;
}

void PlugHardware::lose_power(Timestamp now) {
  account(now);
  powered_ = false;
  cover_.halt(now);
  cover_due_ = never;
  countdown_ends_.clear();
}

Change PlugHardware::gain_power(Timestamp now) {
  Change change;
  account(now);
  powered_ = true;
  const std::string_view word = relay_status();
  const RelayStatusWords* words = find_relay_status_words(word);
  if (words != nullptr && word != words->memory) {
    for (unsigned relay = 1; relay <= layout_.relays.size(); ++relay) move(relay, word == words->on, now, change);
  }
  if (layout_.meter) meter_due_ = now + meter_lag_;
  return change;
}

}  // namespace presad::simulator
