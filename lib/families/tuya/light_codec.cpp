#include "families/tuya/light_codec.h"

#include <algorithm>
#include <string>

#include "families/tuya/colour_text.h"
#include "families/tuya/datapoints.h"

namespace presad::tuya {

namespace {

constexpr unsigned percent = 100;
constexpr unsigned per_percent = 10;  ///< a colour's parts are counted in thousandths

/// Both not negative.
std::int64_t rounded(std::int64_t dividend, std::int64_t divisor) noexcept {
  return (dividend + divisor / 2) / divisor;
}

/// The dimmest that a lamp can be lit is 1 %, unless it counts from 0.
std::int64_t dimmest(const LevelRange& range) noexcept { return range.least > 0 ? 1 : 0; }

unsigned brightness_of(const LevelRange& range, std::int64_t raw) noexcept {
  if (raw < range.least) return raw <= 0 ? 0 : 1;
  const std::int64_t low = dimmest(range);
  const std::int64_t above = std::min(raw, range.most) - range.least;
  return static_cast<unsigned>(low + rounded(above * (percent - low), range.most - range.least));
}

std::int64_t raw_brightness(const LevelRange& range, unsigned brightness) noexcept {
  const std::int64_t low = dimmest(range);
  const std::int64_t above = std::clamp<std::int64_t>(brightness, low, percent) - low;
  return range.least + rounded(above * (range.most - range.least), percent - low);
}

constexpr std::int64_t mired_span = warmest_mired - coldest_mired;

unsigned ct_of(const LevelRange& range, std::int64_t raw) noexcept {
  const std::int64_t above = std::clamp(raw, range.least, range.most) - range.least;
  return static_cast<unsigned>(warmest_mired - rounded(above * mired_span, range.most - range.least));
}

std::int64_t raw_ct(const LevelRange& range, unsigned ct) noexcept {
  const std::int64_t colder = warmest_mired - std::clamp(ct, coldest_mired, warmest_mired);
  return range.least + rounded(colder * (range.most - range.least), mired_span);
}

/// Whether the colour is lit; nothing in a scene.
std::optional<bool> lit_colour(const LightLayout& layout, const Datapoints& known) {
  if (layout.mode == 0 || layout.colour == 0) return false;
  const std::string* const mode = find_as<std::string>(known, layout.mode);
  if (mode == nullptr || (*mode != "white" && *mode != "colour")) return std::nullopt;
  return *mode == "colour";
}

std::optional<Colour> known_colour(const LightLayout& layout, const Datapoints& known) {
  const std::string* const text = layout.colour == 0 ? nullptr : find_as<std::string>(known, layout.colour);
  return text == nullptr ? std::nullopt : parse_colour(*text);
}

std::optional<Error> beyond(const LightLayout& layout, const LightLevels& wanted) {
  const char* missing = nullptr;
  if (layout.colour == 0 && (wanted.colour.value_or(false) || wanted.hue || wanted.saturation)) missing = "colours";
  if (layout.ct.id == 0 && wanted.ct) missing = "colour temperature";
  if (layout.brightness.id == 0 && wanted.colour == false) missing = "white";
  if (missing == nullptr) return std::nullopt;
  return Error{ErrorKind::unsupported, std::string("the lamp has no ") + missing};
}

Datapoints colour_datapoints(const LightLayout& layout, const Datapoints& known, const LightLevels& lit,
                             const LightLevels& wanted) {
  Colour colour = known_colour(layout, known).value_or(Colour{0, percent * per_percent, percent * per_percent});
  if (wanted.hue) colour.hue = *wanted.hue % 360;
  if (wanted.saturation) colour.saturation = std::min(*wanted.saturation, percent) * per_percent;
  // As bright as what was lit before, unless that is to change too.
  const auto brightness = wanted.brightness ? wanted.brightness : lit.colour == true ? std::nullopt : lit.brightness;
  if (brightness) colour.value = std::clamp(*brightness, 1U, percent) * per_percent;
  Datapoints datapoints;
  put(datapoints, {layout.mode, std::string("colour")});
  put(datapoints, {layout.colour, render_colour(colour, layout.encoding)});
  return datapoints;
}

Datapoints white_datapoints(const LightLayout& layout, const LightLevels& lit, const LightLevels& wanted) {
  Datapoints datapoints;
  const bool changes_over = layout.mode != 0 && lit.colour != false;
  if (layout.mode != 0) put(datapoints, {layout.mode, std::string("white")});
  const auto brightness = wanted.brightness ? wanted.brightness : changes_over ? lit.brightness : std::nullopt;
  if (brightness && layout.brightness.id != 0) {
    put(datapoints, {layout.brightness.id, raw_brightness(layout.brightness, *brightness)});
  }
  if (wanted.ct) put(datapoints, {layout.ct.id, raw_ct(layout.ct, *wanted.ct)});
  return datapoints;
}

}  // namespace

LightKind kind_of(const LightLayout& layout) noexcept {
  const bool white = layout.brightness.id != 0;
  const bool ct = layout.ct.id != 0;
  if (layout.colour == 0) return ct ? LightKind::ct : LightKind::dimmer;
  if (!white) return LightKind::rgb;
  return ct ? LightKind::rgbcw : LightKind::rgbw;
}

LightLevels decode_levels(const LightLayout& layout, const Datapoints& known) {
  LightLevels levels;
  levels.colour = lit_colour(layout, known);
  if (!levels.colour) return levels;
  if (*levels.colour) {
    if (const auto colour = known_colour(layout, known)) {
      levels.hue = colour->hue;
      levels.saturation = (colour->saturation + per_percent / 2) / per_percent;
      levels.brightness = (colour->value + per_percent / 2) / per_percent;
    }
    return levels;
  }
  if (const auto* raw = find_as<std::int64_t>(known, layout.brightness.id)) {
    levels.brightness = brightness_of(layout.brightness, *raw);
  }
  if (const auto* raw = layout.ct.id == 0 ? nullptr : find_as<std::int64_t>(known, layout.ct.id)) {
    levels.ct = ct_of(layout.ct, *raw);
  }
  return levels;
}

Result<Datapoints> encode_levels(const LightLayout& layout, const Datapoints& known, const LightLevels& wanted) {
  if (auto error = beyond(layout, wanted)) return std::move(*error);
  if (wanted == LightLevels{}) return Datapoints{};
  const LightLevels lit = decode_levels(layout, known);
  bool colour = wanted.colour.value_or(false);
  if (!wanted.colour) {
    const bool names_colour = wanted.hue || wanted.saturation;
    const bool names_white = wanted.ct.has_value();
    // Brightness alone is that of what is lit; out of a scene, of the white.
    colour = names_colour || (!names_white && (lit.colour == true || layout.brightness.id == 0));
  }
  return colour ? colour_datapoints(layout, known, lit, wanted) : white_datapoints(layout, lit, wanted);
}

}  // namespace presad::tuya
