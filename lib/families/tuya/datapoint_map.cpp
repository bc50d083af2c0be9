#include "families/tuya/datapoint_map.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace presad::tuya {

namespace {

/// Where relays are looked for on a device of no known profile.
constexpr std::array<std::uint8_t, 8> likely_relays = {1, 2, 3, 4, 5, 6, 7, 8};

const Datapoint* find(const Datapoints& datapoints, std::uint8_t id) {
  const auto found =
      std::find_if(datapoints.begin(), datapoints.end(), [id](const Datapoint& d) { return d.id == id; });
  return found == datapoints.end() ? nullptr : &*found;
}

template <class T>
const T* find_as(const Datapoints& datapoints, std::uint8_t id) {
  const Datapoint* const datapoint = find(datapoints, id);
  return datapoint == nullptr ? nullptr : std::get_if<T>(&datapoint->value);
}

bool any_as_integer(const Datapoints& datapoints, std::span<const std::uint8_t> ids) {
  return std::any_of(ids.begin(), ids.end(),
                     [&](std::uint8_t id) { return find_as<std::int64_t>(datapoints, id) != nullptr; });
}

bool measures_as(std::string_view profile, const Datapoints& reported) {
  return any_as_integer(reported, find_profile(profile)->metering_ids);
}

/// What a device is, by what it reported: several relays make a strip (with a meter) or a switch.
const Profile* guess(const Datapoints& reported) {
  const auto several = std::any_of(likely_relays.begin() + 1, likely_relays.end(),
                                   [&](std::uint8_t id) { return find_as<bool>(reported, id) != nullptr; });
  if (several) return find_profile(measures_as("strip", reported) ? "strip" : "switch");
  const bool old = !measures_as("plug", reported) && measures_as("plug_old", reported);
  return find_profile(old ? "plug_old" : "plug");
}

/// Takes over one reading. A voltage of 2302 is 230.2 V. Negative readings are the firmware's nonsense.
void apply_reading(const Datapoints& reported, std::uint8_t id, double unit, std::optional<double>& reading) {
  const std::int64_t* const raw = find_as<std::int64_t>(reported, id);
  if (raw != nullptr && *raw >= 0 && *raw <= 1'000'000'000) reading = static_cast<double>(*raw) * unit;
}

}  // namespace

DatapointMap::DatapointMap(const Profile* profile) : profile_(nullptr), guessed_(profile == nullptr) {
  if (profile != nullptr) take_profile(*profile);
}

void DatapointMap::take_profile(const Profile& profile) {
  profile_ = &profile;
  if (profile.fixed_relays) relays_.assign(profile.relays.begin(), profile.relays.end());
}

void DatapointMap::remember(std::string_view profile, std::string_view relays) {
  const Profile* const known = find_profile(profile);
  if (guessed_ && profile_ == nullptr && known != nullptr) take_profile(*known);
  if (profile_ == nullptr || profile_->fixed_relays) return;
  while (!relays.empty()) {
    const std::string_view word = relays.substr(0, relays.find(','));
    relays.remove_prefix(std::min(relays.size(), word.size() + 1));
    std::uint8_t id = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), id);
    const bool fits = error == std::errc{} && end == word.data() + word.size() &&
                      std::find(profile_->relays.begin(), profile_->relays.end(), id) != profile_->relays.end();
    if (fits && std::find(relays_.begin(), relays_.end(), id) == relays_.end()) relays_.push_back(id);
  }
}

std::string_view DatapointMap::profile_name() const noexcept { return profile_ == nullptr ? "" : profile_->name; }

std::string DatapointMap::relays_text() const {
  std::string text;
  for (const std::uint8_t id : relays_) text += (text.empty() ? "" : ",") + std::to_string(id);
  return text;
}

std::uint8_t DatapointMap::apply(const Datapoints& reported, bool complete, State& state) {
  if (complete) learn(reported);
  std::uint8_t shown = 0;
  state.relays.resize(relays_.size(), Power::undefined);
  for (std::size_t i = 0; i < relays_.size(); ++i) {
    const bool* const on = find_as<bool>(reported, relays_[i]);
    if (on == nullptr) continue;
    state.relays[i] = *on ? Power::on : Power::off;
    shown = static_cast<std::uint8_t>(shown | (1U << i));
  }
  if (profile_ != nullptr && any_as_integer(reported, profile_->metering_ids)) {
    if (!state.meter) state.meter.emplace();
    apply_reading(reported, profile_->metering_ids[0], 0.001, state.meter->current_a);
    apply_reading(reported, profile_->metering_ids[1], 0.1, state.meter->power_w);
    apply_reading(reported, profile_->metering_ids[2], 0.1, state.meter->voltage_v);
  }
  return shown;
}

void DatapointMap::learn(const Datapoints& reported) {
  const auto shows = [&](std::uint8_t id) { return find_as<bool>(reported, id) != nullptr; };
  const bool shows_relay = std::any_of(likely_relays.begin(), likely_relays.end(), shows);
  // A strip that woke up with half its relays unsaid looks like a plug: more relays than a profile has overrule it.
  const bool outgrown = profile_ != nullptr && guessed_ && profile_->fixed_relays &&
                        std::any_of(likely_relays.begin() + 1, likely_relays.end(), shows);
  if (guessed_ && shows_relay && (profile_ == nullptr || outgrown)) take_profile(*guess(reported));
  if (profile_ == nullptr || profile_->fixed_relays) return;
  // A relay seen later goes to the end: the numbers that people and Home Assistant know must never change.
  for (const std::uint8_t id : profile_->relays) {
    if (shows(id) && std::find(relays_.begin(), relays_.end(), id) == relays_.end()) relays_.push_back(id);
  }
}

std::optional<std::uint8_t> DatapointMap::relay(unsigned number) const noexcept {
  if (number == 0 || number > max_relays) return std::nullopt;
  if (number <= relays_.size()) return relays_[number - 1];
  if (known()) return std::nullopt;
  return static_cast<std::uint8_t>(
      number);  // nothing heard yet: nearly every device counts its relays from datapoint 1
}

std::vector<std::uint8_t> DatapointMap::readable() const {
  std::vector<std::uint8_t> ids;
  if (profile_ != nullptr) {
    ids.assign(profile_->relays.begin(), profile_->relays.end());
    ids.insert(ids.end(), profile_->metering_ids.begin(), profile_->metering_ids.end());
    if (profile_->relay_status_id != 0 && ids.size() < 10) ids.push_back(profile_->relay_status_id);
  }
  return ids;
}

std::span<const std::uint8_t> DatapointMap::metering_ids() const noexcept {
  return profile_ == nullptr ? std::span<const std::uint8_t>{} : profile_->metering_ids;
}

std::string_view DatapointMap::module() const noexcept {
  return profile_ == nullptr ? "Tuya Device" : profile_->module;
}

}  // namespace presad::tuya
