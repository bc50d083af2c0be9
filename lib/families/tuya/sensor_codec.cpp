#include "families/tuya/sensor_codec.h"

#include <algorithm>

#include "families/tuya/datapoints.h"

namespace presad::tuya {

namespace {

/// Above that it is no measurement.
constexpr std::int64_t most = 1'000'000'000;

bool is_percentage(ReadingKind kind) noexcept { return kind == ReadingKind::humidity || kind == ReadingKind::battery; }

}  // namespace

std::optional<Reading> decode_reading(const SensorLayout& sensor, const Datapoints& reported) {
  Reading reading;
  reading.kind = sensor.kind;
  if (const bool* truth = find_as<bool>(reported, sensor.quantity.id)) {
    reading.value = *truth != sensor.inverted ? 1 : 0;
    return reading;
  }
  if (const auto* word = find_as<std::string>(reported, sensor.quantity.id)) {
    const auto found =
        std::find_if(sensor.words.begin(), sensor.words.end(), [&](const auto& pair) { return pair.first == *word; });
    if (found == sensor.words.end()) return std::nullopt;
    reading.value = found->second;
    return reading;
  }
  const auto* raw = find_as<std::int64_t>(reported, sensor.quantity.id);
  if (raw == nullptr || *raw > most || *raw < -most) return std::nullopt;
  reading.value = static_cast<double>(*raw) * sensor.quantity.unit + sensor.quantity.zero;
  reading.decimals = sensor.quantity.decimals;
  if (is_percentage(sensor.kind) && (reading.value < 0 || reading.value > 100)) return std::nullopt;
  return reading;
}

}  // namespace presad::tuya
