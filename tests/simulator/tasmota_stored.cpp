#include "simulator/tasmota_stored.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/json.h"
#include "base/text.h"

namespace presad::simulator {

namespace {

enum class Kind { number, flag, text, indexed_text };

struct Word {
  std::string_view name;
  Kind kind;
  std::string_view from_start;
  int lowest = 0;
  int highest = 1;
};

constexpr std::array words = {
    Word{"TelePeriod", Kind::number, "300", 10, 3600},
    Word{"BlinkTime", Kind::number, "10", 2, 3600},
    Word{"BlinkCount", Kind::number, "10", 0, 32000},
    Word{"VoltRes", Kind::number, "0", 0, 3},
    Word{"AmpRes", Kind::number, "3", 0, 3},
    Word{"WattRes", Kind::number, "0", 0, 3},
    Word{"EnergyRes", Kind::number, "3", 0, 5},
    Word{"FreqRes", Kind::number, "2", 0, 3},
    Word{"PowerRetain", Kind::flag, "OFF"},
    Word{"SensorRetain", Kind::flag, "OFF"},
    Word{"StateRetain", Kind::flag, "OFF"},
    Word{"StatusRetain", Kind::flag, "OFF"},
    Word{"InfoRetain", Kind::flag, "OFF"},
    Word{"ButtonRetain", Kind::flag, "OFF"},
    Word{"SwitchRetain", Kind::flag, "OFF"},
    Word{"DeviceName", Kind::text, "Cantina"},
    Word{"FriendlyName", Kind::indexed_text, "Cantina"},
};

std::optional<int> number_of(std::string_view text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

std::optional<std::string> flag_of(std::string_view text) {
  if (text == "1" || equal_ignoring_case(text, "on")) return "ON";
  if (text == "0" || equal_ignoring_case(text, "off")) return "OFF";
  return std::nullopt;
}

}  // namespace

std::optional<std::string> TasmotaStored::execute(std::string_view name, unsigned index, std::string_view payload) {
  const auto* const word =
      std::find_if(words.begin(), words.end(), [&](const Word& each) { return equal_ignoring_case(each.name, name); });
  if (word == words.end()) return std::nullopt;
  const std::string key = std::string(word->name) + (word->kind == Kind::indexed_text ? std::to_string(index) : "");
  std::string& value = kept_.try_emplace(key, word->from_start).first->second;
  if (word->kind == Kind::number) {
    const auto number = number_of(payload);
    if (number && *number >= word->lowest && *number <= word->highest) value = std::to_string(*number);
  } else if (word->kind == Kind::flag) {
    value = flag_of(payload).value_or(value);
  } else if (!payload.empty()) {
    value = payload == "1" ? word->from_start : payload == "\"" ? "" : payload;
  }
  return "{" + json_string(key) + ":" + (word->kind == Kind::number ? value : json_string(value)) + "}";
}

}  // namespace presad::simulator
