#include "families/tuya/datapoint_map.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "families/tuya/colour_text.h"
#include "families/tuya/cover_codec.h"
#include "families/tuya/datapoint_roles.h"
#include "families/tuya/datapoints.h"
#include "families/tuya/light_codec.h"
#include "families/tuya/recognition.h"
#include "families/tuya/sensor_codec.h"

namespace presad::tuya {

namespace {

/// At most this many in one read by nulls (PROTOCOL.md, 8).
constexpr std::size_t longest_null_list = 10;

/// Takes over one reading. A voltage of 2302 is 230.2 V. Negative readings are the firmware's nonsense.
void apply_reading(const Datapoints& reported, const Quantity& quantity, std::optional<double>& reading) {
  const std::int64_t* const raw = quantity.id == 0 ? nullptr : find_as<std::int64_t>(reported, quantity.id);
  if (raw != nullptr && *raw >= 0 && *raw <= 1'000'000'000) reading = static_cast<double>(*raw) * quantity.unit;
}

/// "1,2,7"; what is no datapoint is left out.
std::vector<std::uint8_t> parse_ids(std::string_view text) {
  std::vector<std::uint8_t> ids;
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find(','));
    text.remove_prefix(std::min(text.size(), word.size() + 1));
    std::uint8_t id = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), id);
    const bool whole = error == std::errc{} && end == word.data() + word.size() && id != 0;
    if (whole && std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
  }
  return ids;
}

std::string render_ids(std::span<const std::uint8_t> ids) {
  std::string text;
  for (const std::uint8_t id : ids) text += (text.empty() ? "" : ",") + std::to_string(id);
  return text;
}

bool holds(std::span<const std::uint8_t> ids, std::uint8_t id) noexcept {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

/// The levels that lamps of one profile may lack.
std::array<std::uint8_t, 3> level_ids(const LightLayout& light) noexcept {
  return {light.brightness.id, light.ct.id, light.colour};
}

}  // namespace

DatapointMap::DatapointMap(const Profile* profile, std::vector<DatapointSettings> rows)
    : rows_(std::move(rows)), guessed_(profile == nullptr) {
  if (profile != nullptr) {
    take_profile(*profile);
  } else if (describe_a_device(rows_)) {
    guessed_ = false;
    Profile own;
    own.name = "inventory";
    own.module = "Tuya Device";
    take_profile(own);
  }
}

void DatapointMap::take_profile(const Profile& profile) {
  profile_ = rows_.empty() ? std::shared_ptr<const Profile>(std::shared_ptr<void>(), &profile)
                           : std::make_shared<const Profile>(with_rows(profile, rows_));
  if (profile_->fixed_relays) relays_ = profile_->relays;
  metering_ids_.clear();
  for (const Quantity& quantity : profile_->meter) {
    if (quantity.id != 0) metering_ids_.push_back(quantity.id);
  }
}

void DatapointMap::remember(std::string_view profile, std::string_view relays, std::string_view light) {
  const Profile* const known = find_profile(profile);
  if (guessed_ && !profile_ && known != nullptr) take_profile(*known);
  if (!profile_) return;
  if (profile_->light) {
    for (const std::uint8_t id : parse_ids(light)) {
      if (holds(level_ids(*profile_->light), id) && !holds(light_ids_, id)) light_ids_.push_back(id);
    }
  }
  if (profile_->fixed_relays) return;
  for (const std::uint8_t id : parse_ids(relays)) {
    if (holds(profile_->relays, id) && !holds(relays_, id)) relays_.push_back(id);
  }
}

std::string_view DatapointMap::profile_name() const noexcept { return profile_ ? profile_->name : std::string_view(); }

std::string DatapointMap::relays_text() const { return render_ids(relays_); }

std::string DatapointMap::light_text() const { return render_ids(light_ids_); }

void DatapointMap::shape(State& state) const {
  state.relays.resize(relays_.size(), Power::undefined);
  if (is_light()) {
    if (!state.light) state.light.emplace();
    state.light->kind = kind_of(lamp());
  }
  if (is_cover()) {
    if (!state.cover) state.cover.emplace();
    state.cover->positioned = profile_->cover->target != 0;
  }
}

std::uint8_t DatapointMap::apply(const Datapoints& reported, bool complete, State& state, bool pushed) {
  if (complete) learn(reported);
  shape(state);
  std::uint8_t shown = 0;
  for (std::size_t i = 0; i < relays_.size(); ++i) {
    const bool* const on = find_as<bool>(reported, relays_[i]);
    if (on == nullptr) continue;
    state.relays[i] = *on ? Power::on : Power::off;
    shown = static_cast<std::uint8_t>(shown | (1U << i));
  }
  if (!profile_) return shown;
  for (const Datapoint& datapoint : reported) {
    if (is_kept(datapoint.id)) put(values_, datapoint);
  }
  apply_meter(reported, state);
  if (is_light()) state.light->levels = decode_levels(lamp(), values_);
  if (is_cover()) decode_cover(*profile_->cover, reported, values_, pushed, *state.cover);
  apply_sensors(reported, state);
  return shown;
}

void DatapointMap::apply_meter(const Datapoints& reported, State& state) const {
  const bool measures = std::any_of(metering_ids_.begin(), metering_ids_.end(),
                                    [&](std::uint8_t id) { return find_as<std::int64_t>(reported, id) != nullptr; });
  if (!measures) return;
  if (!state.meter) state.meter.emplace();
  apply_reading(reported, profile_->meter[0], state.meter->current_a);
  apply_reading(reported, profile_->meter[1], state.meter->power_w);
  apply_reading(reported, profile_->meter[2], state.meter->voltage_v);
}

void DatapointMap::apply_sensors(const Datapoints& reported, State& state) const {
  for (const SensorLayout& sensor : profile_->sensors) {
    const auto reading = decode_reading(sensor, reported);
    if (!reading) continue;
    const auto at = std::lower_bound(state.readings.begin(), state.readings.end(), reading->kind,
                                     [](const Reading& each, ReadingKind kind) { return each.kind < kind; });
    if (at != state.readings.end() && at->kind == reading->kind) {
      *at = *reading;
    } else {
      state.readings.insert(at, *reading);
    }
  }
}

void DatapointMap::learn(const Datapoints& reported) {
  // A strip that woke up with half its relays unsaid looks like a plug, and so does a lamp that said no more than its
  // switch: more relays than a profile has overrule it, and so do signs, if no relay gets another number by that.
  if (guessed_) {
    const Profile* const signs = recognise(reported);
    const bool fits = signs != nullptr && (relays_.empty() || (signs->fixed_relays && signs->relays == relays_));
    const bool outgrown = profile_ && profile_->fixed_relays && !profile_->light && shows_several_relays(reported);
    if (fits) {
      if (profile_name() != signs->name) take_profile(*signs);
    } else if (signs == nullptr && shows_relay(reported) && (!profile_ || (outgrown && !relays_.empty()))) {
      take_profile(*recognise_by_relays(reported));
    }
  }
  if (!profile_) return;
  if (profile_->light) settle_light(reported);
  if (profile_->fixed_relays) return;
  // A relay seen later goes to the end: the numbers that people and Home Assistant know must never change.
  for (const std::uint8_t id : profile_->relays) {
    if (find_as<bool>(reported, id) != nullptr && !holds(relays_, id)) relays_.push_back(id);
  }
}

/// Lamps of one profile differ in what they have.
void DatapointMap::settle_light(const Datapoints& reported) {
  for (const std::uint8_t id : level_ids(*profile_->light)) {
    if (id != 0 && find(reported, id) != nullptr && !holds(light_ids_, id)) light_ids_.push_back(id);
  }
}

LightLayout DatapointMap::lamp() const {
  LightLayout light = *profile_->light;
  if (light_ids_.empty()) return light;
  if (!holds(light_ids_, light.brightness.id)) light.brightness = {};
  if (!holds(light_ids_, light.ct.id)) light.ct = {};
  if (!holds(light_ids_, light.colour)) light.colour = 0;
  return light;
}

bool DatapointMap::is_kept(std::uint8_t id) const {
  if (is_light() && (id == profile_->light->mode || holds(level_ids(*profile_->light), id))) return true;
  return is_cover() && (holds(cover_ids(), id) || holds(profile_->cover->positions, id));
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
  if (!profile_) return ids;
  const auto add = [&ids](std::uint8_t id) {
    if (id != 0 && ids.size() < longest_null_list && !holds(ids, id)) ids.push_back(id);
  };
  for (const std::uint8_t id : profile_->relays) add(id);
  if (profile_->light) {
    add(profile_->light->mode);
    for (const std::uint8_t id : level_ids(*profile_->light)) add(id);
  }
  if (profile_->cover) {
    for (const std::uint8_t id : cover_ids()) add(id);
    for (const std::uint8_t id : profile_->cover->positions) add(id);
    add(profile_->cover->work_state);
  }
  for (const SensorLayout& sensor : profile_->sensors) add(sensor.quantity.id);
  for (const std::uint8_t id : metering_ids_) add(id);
  add(profile_->relay_status_id);
  return ids;
}

std::string_view DatapointMap::module() const noexcept {
  return profile_ ? std::string_view(profile_->module) : std::string_view("Tuya Device");
}

Result<Datapoints> DatapointMap::light_datapoints(const LightLevels& wanted, std::optional<bool> power) const {
  if (!is_light()) return fail(ErrorKind::unsupported, "the device is no lamp");
  auto datapoints = encode_levels(lamp(), values_, wanted);
  if (datapoints && power) put(*datapoints, {relays_.back(), *power});
  return datapoints;
}

Result<Datapoint> DatapointMap::cover_datapoint(const MoveCover& wanted) const {
  if (!is_cover()) return fail(ErrorKind::unsupported, "the device is no cover");
  return encode_movement(*profile_->cover, wanted);
}

std::vector<std::uint8_t> DatapointMap::cover_ids() const {
  if (!is_cover()) return {};
  return {profile_->cover->control, profile_->cover->target};
}

std::optional<DatapointValue> DatapointMap::value(std::uint8_t id) const {
  const Datapoint* const datapoint = find(values_, id);
  return datapoint == nullptr ? std::nullopt : std::optional(datapoint->value);
}

bool DatapointMap::shows(const Datapoints& reported, const Datapoint& wanted) const {
  if (is_cover() && holds(cover_ids(), wanted.id)) return shows_movement(*profile_->cover, reported, wanted);
  const Datapoint* const shown = find(reported, wanted.id);
  if (shown == nullptr) return false;
  if (shown->value == wanted.value) return true;
  const auto* told = std::get_if<std::string>(&shown->value);
  const auto* asked = std::get_if<std::string>(&wanted.value);
  const bool colour = is_light() && wanted.id == profile_->light->colour && told != nullptr && asked != nullptr;
  return colour && same_colour(*told, *asked);
}

std::optional<std::string> DatapointMap::forbids(const Datapoint& wanted) const {
  for (const DatapointSettings& row : rows_) {
    if (row.id != wanted.id) continue;
    const std::string datapoint = "datapoint " + std::to_string(row.id);
    if (!row.writable) return datapoint + " is not writable, as the inventory has it";
    if (row.type && !is_of(wanted.value, *row.type)) return datapoint + " is of another type, as the inventory has it";
  }
  return std::nullopt;
}

}  // namespace presad::tuya
