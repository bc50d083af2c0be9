#include "families/tuya/datapoint_roles.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "device/state.h"
#include "families/tuya/datapoint_words.h"

namespace presad::tuya {

namespace {

/// The words of yes and no that sensors use.
const std::vector<std::pair<std::string, double>>& alarm_words() {
  static const std::vector<std::pair<std::string, double>> words = {
      {"pir", 1},  {"presence", 1}, {"move", 1}, {"large_move", 1}, {"small_move", 1}, {"peaceful", 1}, {"alarm", 1},
      {"open", 1}, {"1", 1},        {"none", 0}, {"normal", 0},     {"closed", 0},     {"0", 0}};
  return words;
}

/// What one of `unit` is in the unit that presad reckons with; 1 for that one itself.
double factor(std::string_view unit) noexcept {
  if (unit == "kW") return 1000;
  if (unit == "mA" || unit == "mV") return 0.001;
  if (unit == "°F" || unit == "F" || unit == "℉") return 5.0 / 9.0;
  return 1;
}

bool is_fahrenheit(std::string_view unit) noexcept { return unit == "°F" || unit == "F" || unit == "℉"; }

/// `usual` with the row's scale and unit, where it gives them.
Quantity calibrated(Quantity usual, const DatapointSettings& row) {
  usual.id = row.id;
  if (!row.scale && row.unit.empty()) return usual;
  const unsigned scale = row.scale.value_or(0);
  usual.unit = factor(row.unit) / std::pow(10.0, scale);
  usual.decimals = scale;
  if (is_fahrenheit(row.unit)) usual.zero = -32.0 * 5.0 / 9.0;
  return usual;
}

/// A plug's usual ones: mA, 0.1 W, 0.1 V. A scale without a unit means those that Tuya gives it with: mA, W, V.
Quantity meter_quantity(const Quantity& known, DatapointSettings row, DatapointRole role) {
  Quantity usual = known;
  if (usual.id == 0) usual.unit = role == DatapointRole::current ? 0.001 : 0.1;
  if (role == DatapointRole::current && row.scale && row.unit.empty()) row.unit = "mA";
  return calibrated(usual, row);
}

/// Counted in kWh, unless the row says Wh.
Quantity energy_quantity(const Quantity& known, const DatapointSettings& row) {
  Quantity energy = known;
  energy.id = row.id;
  if (known.id == 0) energy.unit = 1;
  if (row.scale || !row.unit.empty()) {
    energy.unit = (row.unit == "Wh" ? 1.0 : 1000.0) / std::pow(10.0, row.scale.value_or(0));
  }
  return energy;
}

LightLayout& light_of(Profile& profile) {
  if (!profile.light) profile.light.emplace();
  return *profile.light;
}

CoverLayout& cover_of(Profile& profile) {
  if (!profile.cover) profile.cover.emplace();
  return *profile.cover;
}

void add_relay(Profile& profile, const DatapointSettings& row) {
  if (profile.relays.size() < max_relays) profile.relays.push_back(row.id);
  profile.fixed_relays = true;
}

void take_role(Profile& profile, DatapointRole role, const DatapointSettings& row) {
  switch (role) {
    case DatapointRole::relay:
      return add_relay(profile, row);
    case DatapointRole::current:
      profile.meter[0] = meter_quantity(profile.meter[0], row, role);
      return;
    case DatapointRole::power:
      profile.meter[1] = meter_quantity(profile.meter[1], row, role);
      return;
    case DatapointRole::voltage:
      profile.meter[2] = meter_quantity(profile.meter[2], row, role);
      return;
    case DatapointRole::energy:
      profile.energy = energy_quantity(profile.energy, row);
      return;
    case DatapointRole::relay_status:
      profile.relay_status_id = row.id;
      return;
    case DatapointRole::mode:
      light_of(profile).mode = row.id;
      return;
    case DatapointRole::brightness_v1:
      light_of(profile).brightness = {row.id, 25, 255};
      return;
    case DatapointRole::brightness_v2:
      light_of(profile).brightness = {row.id, 10, 1000};
      return;
    case DatapointRole::ct_v1:
      light_of(profile).ct = {row.id, 0, 255};
      return;
    case DatapointRole::ct_v2:
      light_of(profile).ct = {row.id, 0, 1000};
      return;
    case DatapointRole::colour_v1:
      light_of(profile).colour = row.id;
      light_of(profile).encoding = ColourEncoding::v1;
      return;
    case DatapointRole::colour_v2:
      light_of(profile).colour = row.id;
      light_of(profile).encoding = ColourEncoding::v2;
      return;
    case DatapointRole::control:
      cover_of(profile).control = row.id;
      return;
    case DatapointRole::target:
      cover_of(profile).target = row.id;
      cover_of(profile).positions.push_back(row.id);
      return;
    case DatapointRole::position:
      cover_of(profile).positions.insert(cover_of(profile).positions.begin(), row.id);
      return;
    case DatapointRole::work_state:
      cover_of(profile).work_state = row.id;
      return;
  }
}

void take_reading(Profile& profile, const ReadingWord& word, const DatapointSettings& row) {
  SensorLayout sensor;
  sensor.kind = word.kind;
  sensor.quantity = {row.id, 1 / std::pow(10.0, word.scale), 0, word.scale};
  sensor.quantity = calibrated(sensor.quantity, row);
  sensor.words = alarm_words();
  std::erase_if(profile.sensors,
                [&](const SensorLayout& known) { return known.kind == word.kind || known.quantity.id == row.id; });
  profile.sensors.push_back(std::move(sensor));
}

/// A row without a role is for what the profile has on that datapoint.
void calibrate(Profile& profile, const DatapointSettings& row) {
  for (std::size_t i = 0; i < profile.meter.size(); ++i) {
    constexpr std::array<DatapointRole, 3> roles = {DatapointRole::current, DatapointRole::power,
                                                    DatapointRole::voltage};
    if (profile.meter.at(i).id == row.id) profile.meter.at(i) = meter_quantity(profile.meter.at(i), row, roles.at(i));
  }
  if (profile.energy.id == row.id) profile.energy = energy_quantity(profile.energy, row);
  for (SensorLayout& sensor : profile.sensors) {
    if (sensor.quantity.id == row.id) sensor.quantity = calibrated(sensor.quantity, row);
  }
}

/// A lamp without a switch cannot be told to be off, and colours need a mode: no lamp then, only datapoints.
void drop_what_cannot_be(Profile& profile) {
  if (profile.light) {
    if (profile.light->mode == 0) profile.light->colour = 0;
    const bool shows_something = profile.light->brightness.id != 0 || profile.light->colour != 0;
    if (profile.relays.empty() || !profile.fixed_relays || !shows_something) profile.light.reset();
  }
  if (profile.cover && profile.cover->control == 0 && profile.cover->target == 0) profile.cover.reset();
}

bool names_a_device(const DatapointSettings& row) {
  if (find_reading(row.name) != nullptr) return true;
  const RoleWord* const word = find_role(row.name);
  if (word == nullptr) return false;
  return word->role != DatapointRole::current && word->role != DatapointRole::power &&
         word->role != DatapointRole::voltage && word->role != DatapointRole::energy &&
         word->role != DatapointRole::relay_status;
}

}  // namespace

bool describe_a_device(std::span<const DatapointSettings> rows) {
  return std::any_of(rows.begin(), rows.end(), names_a_device);
}

Profile with_rows(Profile base, std::span<const DatapointSettings> rows) {
  const bool names_relays = std::any_of(rows.begin(), rows.end(), [](const DatapointSettings& row) {
    const RoleWord* const word = find_role(row.name);
    return word != nullptr && word->role == DatapointRole::relay;
  });
  if (names_relays) base.relays.clear();
  for (const DatapointSettings& row : rows) {
    if (const RoleWord* word = find_role(row.name)) {
      take_role(base, word->role, row);
    } else if (const ReadingWord* reading = find_reading(row.name)) {
      take_reading(base, *reading, row);
    } else {
      calibrate(base, row);
    }
  }
  drop_what_cannot_be(base);
  return base;
}

}  // namespace presad::tuya
