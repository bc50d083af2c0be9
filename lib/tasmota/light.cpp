// What lamps are told by levels: Dimmer, CT, White, HSBColor, Channel. Source: DIALECT.md, 8.

#include <algorithm>
#include <array>

#include "base/text.h"
#include "tasmota/handlers.h"
#include "tasmota/light_block.h"
#include "tasmota/light_channels.h"

namespace presad::tasmota {

namespace {

constexpr int full = 100;
constexpr int mired_step = 34;
constexpr int channel_step = 10;

const Light& lamp(const Request& request) { return *request.view.state.light; }

bool is_per_cent(int number) noexcept { return number >= 0 && number <= full; }

/// A question; nobody knows what a lamp shows that is away.
void tell(Request& request, std::string json) {
  if (!request.view.condition.online) return end_offline(request);
  answer(request, std::move(json));
}

void tell_level(Request& request, std::optional<unsigned> level) {
  if (!level && request.view.condition.online) return refuse(request);
  tell(request, render_number(request.row, level.value_or(0)));
}

/// "+", "-", "+5", "-5": where that leads from `now`; 1 is the least.
std::optional<int> stepped(std::string_view text, int now, int step) {
  if (!text.starts_with('+') && !text.starts_with('-')) return std::nullopt;
  if (text.size() > 1) {
    const std::string_view digits = text.substr(1);
    if (digits.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
    step = leading_number(digits).value_or(0);
    if (step < 1) return std::nullopt;
    step = std::min(step, full);
  }
  return text.starts_with('+') ? std::min(full, now + step) : std::max(1, now - step);
}

int wanted_dimmer(const Request& request) {
  const std::string_view text = request.payload.text;
  const int now = static_cast<int>(lamp(request).levels.brightness.value_or(0));
  if (const auto target = stepped(text, now, request.view.options.dimmer_step)) return *target;
  if (text == "<") return 1;
  if (text == ">") return full;
  return request.payload.number;  // "!" stops a fade, and there is none to stop
}

}  // namespace

void set_light(Request& request, const LightLevels& levels, bool lit, std::string done) {
  if (!lit) return order(request, SetLight{{}, false}, std::move(done));
  const std::optional<bool> power = request.view.options.dimmer_alone == 0 ? std::optional(true) : std::nullopt;
  order(request, SetLight{levels, power}, std::move(done));
}

void handle_dimmer(Request& request) {
  const int wanted = wanted_dimmer(request);
  if (!is_per_cent(wanted)) return tell_level(request, lamp(request).levels.brightness);
  LightLevels levels;
  levels.brightness = static_cast<unsigned>(wanted);
  set_light(request, levels, wanted > 0);
}

void handle_ct(Request& request) {
  if (!has_ct(lamp(request).kind)) return refuse(request);
  constexpr int coldest = coldest_mired;
  constexpr int warmest = warmest_mired;
  const std::optional<unsigned> now = lamp(request).levels.ct;
  const int from = static_cast<int>(now.value_or(coldest_mired));
  int wanted = request.payload.number;
  if (request.payload.text == "+") wanted = std::min(from + mired_step, warmest);
  if (request.payload.text == "-") wanted = std::max(from - mired_step, coldest);
  if (wanted < coldest || wanted > warmest) return tell_level(request, now);
  LightLevels levels;
  if (has_colour(lamp(request).kind)) levels.colour = false;
  levels.ct = static_cast<unsigned>(wanted);
  set_light(request, levels, true);
}

void handle_white(Request& request) {
  const Light& light = lamp(request);
  if (!has_white(light.kind) || request.word.index != 1) return refuse(request);
  const bool lit = !shows_colour(light);
  const int wanted = request.payload.number;
  if (!is_per_cent(wanted)) return tell_level(request, lit ? light.levels.brightness : 0U);
  if (wanted == 0 && !lit) return tell(request, render_light(request.view.state, request.view.options));
  LightLevels levels;
  if (has_colour(light.kind)) levels.colour = false;
  levels.brightness = static_cast<unsigned>(wanted);
  set_light(request, levels, wanted > 0);
}

void handle_hsb_color(Request& request) {
  if (!has_colour(lamp(request).kind)) return refuse(request);
  if (request.payload.is_query()) return tell(request, render_light(request.view.state, request.view.options));
  LightLevels levels;
  levels.colour = true;
  const std::array<std::optional<unsigned>*, 3> parts = {&levels.hue, &levels.saturation, &levels.brightness};
  const bool one_part = request.word.index == 2 || request.word.index == 3;
  std::size_t part = one_part ? request.word.index - 1 : 0;
  std::string_view rest = request.payload.text;
  while (part < parts.size() && !rest.empty()) {
    const std::string_view text = rest.substr(0, rest.find(','));
    rest.remove_prefix(std::min(rest.size(), text.size() + 1));
    const int most = part == 0 ? 360 : full;
    const int number = leading_number(text).value_or(0);
    *parts[part] = static_cast<unsigned>(number < 0 || number > most ? most : number);
    if (one_part) break;
    ++part;
  }
  if (levels.hue) levels.hue = *levels.hue % 360;
  set_light(request, levels, levels.brightness != 0U);
}

void handle_channel(Request& request) {
  const Light& light = lamp(request);
  // The first channel has the number of the lamp's switch.
  const auto first = static_cast<unsigned>(std::max<std::size_t>(request.view.state.relays.size(), 1));
  Channels channels = channels_of(light);
  if (request.word.index < first || request.word.index >= first + channels.count) return refuse(request);
  unsigned& channel = channels.values[request.word.index - first];
  const auto told = [&](unsigned shown) {
    JsonWriter json;
    json.begin_object().key(std::string(request.row.word) + std::to_string(request.word.index)).integer(shown);
    return json.end_object().take();
  };
  const int now = static_cast<int>(per_cent(channel));
  const std::string_view text = request.payload.text;
  const int wanted =
      text.size() == 1 ? stepped(text, now, channel_step).value_or(request.payload.number) : request.payload.number;
  if (!is_per_cent(wanted)) return tell(request, told(static_cast<unsigned>(now)));
  channel = level_of(static_cast<unsigned>(wanted));
  if (has_colour(light.kind)) {  // a colour puts out the white, and the reverse
    constexpr std::size_t colours = 3;
    const bool colour = request.word.index - first < colours;
    auto* const begin = channels.values.begin() + (colour ? colours : 0);
    std::fill(begin, colour ? channels.values.end() : channels.values.begin() + colours, 0U);
  }
  const LightLevels levels = levels_of(light.kind, channels);
  set_light(request, levels, levels.brightness.has_value(), told(static_cast<unsigned>(wanted)));
}

}  // namespace presad::tasmota
