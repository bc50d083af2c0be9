// Whatever arrives as topic and payload is taken apart and answered: with valid JSON, in bounded size, and with
// either orders or an outcome. Input: the topic, a newline, the payload.

#include <cstdint>
#include <string_view>

#include "base/json.h"
#include "fuzz/input.h"
#include "tasmota/backlog.h"
#include "tasmota/command_table.h"
#include "tasmota/energy.h"
#include "tasmota/fallback_topic.h"

namespace {

using namespace presad;
using namespace presad::tasmota;

using fuzz::promise;

/// A lamp that is a cover and a sensor too: every word finds its handler.
State everything() {
  State state;
  state.relays = {Power::on, Power::undefined};
  state.meter = Meter{42.5, 230.2, 0.263};
  state.light = Light{LightKind::rgbcw, {false, 60, 300, 84, 100}};
  state.cover = Cover{true, 40, 100, CoverDirection::opening};
  state.readings = {{ReadingKind::temperature, 21.5, 1}, {ReadingKind::contact, 1, 0}};
  return state;
}

void check_percent(const std::optional<unsigned>& value) { promise(!value || *value <= 100, "per cent"); }

void check_command(const Command& command) {
  if (const auto* const set = std::get_if<SetLight>(&command)) {
    const LightLevels& levels = set->levels;
    check_percent(levels.brightness);
    check_percent(levels.saturation);
    promise(!levels.hue || *levels.hue < 360, "a hue");
    promise(!levels.ct || (*levels.ct >= coldest_mired && *levels.ct <= warmest_mired), "mired");
  }
  if (const auto* const move = std::get_if<MoveCover>(&command)) promise(move->position <= 100, "a position");
}

void check_reply(const Reply& reply) {
  promise(reply.orders.empty() == reply.outcome.has_value(), "orders or an outcome");
  for (const Message& message : reply.messages) {
    promise(message.payload.size() < 16'384, "answers are bounded");
    const bool clears = message.retain && message.payload.empty();
    promise(clears || parse_json(message.payload).has_value(), "answers are JSON");
  }
  if (reply.backlog) promise(reply.backlog->commands.size() <= max_backlog, "a Backlog is bounded");
  if (reply.correction) {
    promise(reply.correction->energy_wh >= 0 && reply.correction->energy_wh <= 1e9, "energy in range");
    for (const Message& message : render_corrected(*reply.correction, {}, {})) {
      promise(parse_json(message.payload).has_value(), "answers are JSON");
    }
  }
  for (const Order& order : reply.orders) {
    check_command(order.command);
    for (const Outcome outcome : {Outcome::confirmed, Outcome::unconfirmed, Outcome::refused}) {
      for (const Message& message : render_answer(everything(), order, outcome, {})) {
        promise(message.level != "RESULT" || parse_json(message.payload).has_value(), "RESULT is JSON");
      }
    }
  }
}

/// What a text in the store makes of the options is written and read again as it is.
void check_options(Options options) {
  const std::string kept = render_options(options);
  promise(kept.size() < 4096, "options fit into the store");
  Options again;
  restore_options(again, kept);
  promise(render_options(again) == kept, "options come back as they were");
}

void check_topic(const FullTopic& full_topic, std::string_view topic) {
  const auto parsed = full_topic.parse(topic);
  if (!parsed) return;
  promise(!parsed->topic.empty(), "a topic is never empty");
  promise(parsed->topic.find('/') == std::string_view::npos, "a topic is one level");
  promise(topic.ends_with(parsed->last_level), "the command is the last level");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(bytes), size);
  const std::size_t newline = input.find('\n');
  const std::string_view topic = input.substr(0, newline);
  const std::string_view payload = newline == std::string_view::npos ? std::string_view() : input.substr(newline + 1);

  static const FullTopic house_topic;
  static const FullTopic without_prefix = *FullTopic::from_pattern("home/%topic%");
  static const FullTopic within_level = *FullTopic::from_pattern("a%topic%b/x%prefix%y");
  check_topic(house_topic, topic);
  check_topic(without_prefix, topic);
  check_topic(within_level, topic);
  if (const auto made = FullTopic::from_pattern(topic)) {  // a pattern from a person is input too
    const std::string built = made->build(Prefix::cmnd, "plug", "POWER");
    const auto again = made->parse(built);
    promise(again && again->topic == "plug" && again->last_level == "POWER", "what is built is parsed again");
  }

  std::string_view last_level = topic.substr(topic.rfind('/') + 1);
  if (const auto fallback = parse_fallback(topic)) last_level = fallback->last_level;

  const House house;
  Identity identity;
  identity.hardware_id = "84E3427A1B2C";
  State state = everything();
  Condition condition;
  condition.online = true;
  const Tally tally;
  Options options;
  const EnergyTotals totals;
  View view{house, identity, state, condition, tally, options, {}, &totals};
  check_reply(respond(view, parse_command_word(last_level), payload));
  promise(options.tele_period == 0 || (options.tele_period >= 10 && options.tele_period <= 3600),
          "TelePeriod in range");
  check_options(options);
  Options restored;
  restore_options(restored, payload);
  check_options(restored);
  for (const LightKind kind : {LightKind::dimmer, LightKind::ct, LightKind::rgb, LightKind::rgbw}) {
    state.light->kind = kind;
    check_reply(respond(view, parse_command_word(last_level), payload));
  }
  identity.kind = Kind::presad;
  check_reply(respond(view, parse_command_word(last_level), payload));
  return 0;
}
