// Color: all channels of a lamp at once, in hex, in decimals or by a number. Source: DIALECT.md, 8.

#include <algorithm>
#include <array>

#include "base/json.h"
#include "tasmota/handlers.h"
#include "tasmota/light_channels.h"

namespace presad::tasmota {

namespace {

/// The firmware's colours 1 to 12.
constexpr std::array<std::array<unsigned, 3>, 12> colours = {{{255, 0, 0},
                                                              {0, 255, 0},
                                                              {0, 0, 255},
                                                              {228, 32, 0},
                                                              {0, 228, 32},
                                                              {0, 32, 228},
                                                              {188, 64, 0},
                                                              {0, 160, 96},
                                                              {160, 32, 240},
                                                              {255, 255, 0},
                                                              {255, 0, 170},
                                                              {255, 255, 255}}};
/// Its whites from 200 on: of one channel, and of cold and warm.
constexpr unsigned first_white = 200;
constexpr std::array<unsigned, 4> whites = {0, 255, 128, 32};
constexpr std::array<std::array<unsigned, 2>, 4> cold_and_warm = {{{0, 0}, {255, 0}, {0, 255}, {128, 128}}};

constexpr std::string_view hex_digits = "0123456789abcdefABCDEF";

bool take_decimals(Channels& channels, std::string_view text) {
  std::size_t channel = 0;
  while (!text.empty() && channel < channels.values.size()) {
    const std::string_view part = text.substr(0, text.find(','));
    text.remove_prefix(std::min(text.size(), part.size() + 1));
    const std::int32_t number = leading_number(part).value_or(0);
    channels.values[channel++] = static_cast<unsigned>(std::clamp(number, 0, 255));
  }
  return true;
}

bool take_hex(Channels& channels, std::string_view text) {
  if (text.find_first_not_of(hex_digits) != std::string_view::npos) return false;
  const auto digit = [](char c) {
    const std::size_t at = hex_digits.find(c);
    return static_cast<unsigned>(at < 16 ? at : at - 6);
  };
  for (std::size_t i = 0; i < channels.values.size() && 2 * i + 1 < text.size(); ++i) {
    channels.values[i] = digit(text[2 * i]) * 16 + digit(text[2 * i + 1]);
  }
  return true;
}

bool take_number(Channels& channels, LightKind kind, std::string_view text) {
  const std::int32_t number = leading_number(text).value_or(0);
  if (number <= 0) return false;
  const auto given = static_cast<unsigned>(number);
  if (given <= colours.size() && has_colour(kind)) {
    const auto& colour = colours[given - 1];
    std::copy(colour.begin(), colour.end(), channels.values.begin());
    return true;
  }
  if (given < first_white || given >= first_white + whites.size() || !has_white(kind)) return false;
  const std::size_t white = has_colour(kind) ? 3 : 0;
  if (!has_ct(kind)) {
    channels.values[white] = whites[given - first_white];
    return true;
  }
  const auto& both = cold_and_warm[given - first_white];
  std::copy(both.begin(), both.end(), channels.values.begin() + static_cast<std::ptrdiff_t>(white));
  return true;
}

/// What `text` says that the channels shall be. What it does not name is dark; behind it a '=' says to leave that.
std::optional<Channels> read_color(const Light& light, std::string_view text) {
  if (text.starts_with('#')) text.remove_prefix(1);
  Channels channels;
  channels.count = static_cast<std::size_t>(light.kind);
  while (text.ends_with('=')) {
    text.remove_suffix(1);
    channels = channels_of(light);
  }
  bool taken = false;
  if (text.find(',') != std::string_view::npos) {
    taken = take_decimals(channels, text);
  } else if (text.size() == 2 * channels.count || text.size() > 3) {
    taken = take_hex(channels, text);
  } else {
    taken = take_number(channels, light.kind, text);
  }
  return taken ? std::optional(channels) : std::nullopt;
}

}  // namespace

void handle_color(Request& request) {
  const Light& light = *request.view.state.light;
  const bool keeps_brightness = request.word.index == 2;
  if (light.kind == LightKind::dimmer || request.word.index == 0 || request.word.index > 2) return refuse(request);
  const std::optional<Channels> wanted = read_color(light, request.payload.text);
  if (!wanted) {
    if (!request.view.condition.online) return end_offline(request);
    return answer(request, render_text(request.row, render_color(channels_of(light))));
  }
  LightLevels levels = levels_of(light.kind, *wanted);
  const bool lit = levels.brightness.has_value();
  if (keeps_brightness) levels.brightness.reset();
  set_light(request, levels, lit);
}

}  // namespace presad::tasmota
