#include "tasmota/reply.h"

#include <variant>

#include "base/json.h"
#include "tasmota/light_block.h"
#include "tasmota/shutter.h"

namespace presad::tasmota {

namespace {

constexpr std::size_t max_input_payload = 63;

/// At most `limit` bytes of `text`, without leaving half a character at the end.
std::string_view cut(std::string_view text, std::size_t limit) noexcept {
  if (text.size() <= limit) return text;
  const auto continues = [&](std::size_t at) { return (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U; };
  std::size_t end = limit;
  while (end > 0 && limit - end < 3 && continues(end)) --end;
  return text.substr(0, continues(end) ? limit : end);  // bytes that are no text at all are cut anywhere
}

Message render_refusal(std::string_view what, std::string_view input) {
  JsonWriter json;
  json.begin_object().key("Command").string(what).key("Input").string(input).end_object();
  return {Prefix::stat, "RESULT", json.take(), false};
}

unsigned relay_of(const Command& command) noexcept {
  if (const auto* set = std::get_if<SetPower>(&command)) return set->relay;
  if (const auto* read = std::get_if<ReadPower>(&command)) return read->relay;
  return 0;
}

}  // namespace

std::string_view outcome_word(Outcome outcome) noexcept {
  switch (outcome) {
    case Outcome::confirmed:
      return "Confirmed";
    case Outcome::unchanged:
      return "Unchanged";
    case Outcome::unconfirmed:
      return "Unconfirmed";
    case Outcome::superseded:
      return "Superseded";
    case Outcome::offline:
      return "Offline";
    case Outcome::refused:
      break;
  }
  return "Refused";
}

std::string power_key(std::size_t relays, unsigned relay, const Options& options) {
  return relays == 1 && options.indexed_power == 0 ? "POWER" : "POWER" + std::to_string(relay);
}

void append_power(Messages& messages, const State& state, unsigned relay, const Options& options, bool silent) {
  if (relay == 0 || relay > state.relays.size()) return;
  const Power power = state.relays[relay - 1];
  if (power == Power::undefined) return;
  std::string key = power_key(state.relays.size(), relay, options);
  const char* const word = power == Power::on ? "ON" : "OFF";
  if (!silent) {
    std::string payload = "{\"";
    payload.append(key).append("\":\"").append(word).append("\"}");
    messages.push_back({Prefix::stat, options.answers_by_command == 0 ? "RESULT" : key, std::move(payload), false});
  }
  messages.push_back({Prefix::stat, std::move(key), word, false});
}

Messages render_power(const State& state, unsigned relay, const Options& options) {
  Messages messages;
  messages.reserve(2);
  append_power(messages, state, relay, options);
  return messages;
}

Message render_blink(const State& state, unsigned relay, bool begins, const Options& options) {
  const std::string key = power_key(state.relays.size(), relay, options);
  JsonWriter json;
  json.begin_object().key(key).string(begins ? "Blink ON" : "Blink OFF").end_object();
  return {Prefix::stat, options.answers_by_command == 0 ? "RESULT" : key, json.take(), false};
}

Messages render_answer(const State& state, const Order& order, Outcome outcome, const Options& options) {
  Messages messages;
  if (outcome != Outcome::confirmed && outcome != Outcome::unchanged) {
    messages.push_back(render_outcome(outcome, order.input));
    messages.back().level = order.level;
  } else if (!order.done.empty()) {
    if (!order.silent) messages.push_back({Prefix::stat, order.level, order.done, false});
  } else if (std::holds_alternative<SetLight>(order.command)) {
    if (!order.silent) messages.push_back({Prefix::stat, order.level, render_light(state, options), false});
  } else if (std::holds_alternative<MoveCover>(order.command)) {
    if (!order.silent && state.cover) {
      messages.push_back({Prefix::stat, order.level, render_shutter(*state.cover), false});
    }
  } else {
    messages.reserve(2);
    append_power(messages, state, relay_of(order.command), options, order.silent);
  }
  return messages;
}

void answer_on(Reply& reply, const std::string& level) {
  for (Message& message : reply.messages) {
    if (message.prefix == Prefix::stat && message.level == "RESULT") message.level = level;
  }
  for (Order& order : reply.orders) order.level = level;
}

std::string render_input(const CommandWord& word, std::string_view payload) {
  std::string input = render_word(word);
  if (!payload.empty()) {
    input += ' ';
    input += cut(payload, max_input_payload);
  }
  return input;
}

Message render_unknown(std::string_view input) { return render_refusal("Unknown", input); }

Message render_error(std::string_view input) { return render_refusal("Error", input); }

Message render_outcome(Outcome outcome, std::string_view input) {
  if (outcome == Outcome::refused) return render_error(input);
  return render_refusal(outcome_word(outcome), input);
}

}  // namespace presad::tasmota
