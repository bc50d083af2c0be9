#include "tasmota/set_option.h"

#include <algorithm>

#include "base/json.h"
#include "tasmota/handlers.h"

namespace presad::tasmota {

namespace {

struct Fixed {
  unsigned number;
  int value;
};

/// Defaults of the firmware that are not 0, of options that presad does not have.
constexpr std::array defaults = {
    Fixed{3, 1},    // MQTT enabled
    Fixed{15, 1},   // PWM control
    Fixed{32, 40},  // hold time
    Fixed{33, 5},   // retries at the power limit
    Fixed{36, 1},   // boot loops
    Fixed{41, 60},  // gratuitous ARP
    Fixed{42, 90},  // overheating
    Fixed{128, 1},  // HTTP API without referer
};

/// These have commands of their own and can only be read; a set is refused, whatever its value.
constexpr std::array<unsigned, 9> refused = {5, 6, 7, 9, 14, 22, 23, 25, 27};

const NumberOption* find(unsigned number) noexcept {
  switch (number) {
    case 5:
      return find_number_option("PowerRetain");
    case 6:
      return find_number_option("ButtonRetain");
    case 7:
      return find_number_option("SwitchRetain");
    case 9:
      return find_number_option("SensorRetain");
    default:
      return find_number_option("SetOption" + std::to_string(number));
  }
}

}  // namespace

bool is_numeric_set_option(unsigned number) noexcept { return number >= 32 && number <= 49; }

int set_option(const Options& options, unsigned number) noexcept {
  if (const NumberOption* const option = find(number)) return options.*option->value;
  const auto* const fixed =
      std::find_if(defaults.begin(), defaults.end(), [&](const Fixed& each) { return each.number == number; });
  return fixed == defaults.end() ? 0 : fixed->value;
}

void handle_set_option(Request& request) {
  const unsigned number = request.word.index;
  const int wanted = request.payload.number;
  Options& options = request.view.options;
  if (number > last_set_option) return refuse(request);
  if (wanted >= 0) {
    if (std::find(refused.begin(), refused.end(), number) != refused.end()) return refuse(request);
    const NumberOption* const option = find(number);
    if (option == nullptr) {
      if (wanted != set_option(options, number)) return refuse(request);  // to answer would pretend it
    } else if (wanted < option->lowest || wanted > option->highest) {
      return refuse(request);
    } else {
      set_number(request, *option, wanted);
    }
  }
  const int now = set_option(options, number);
  JsonWriter json;
  json.begin_object().key(std::string(request.row.word) + std::to_string(number));
  if (is_numeric_set_option(number)) {
    json.integer(now);
  } else {
    json.string(now == 0 ? "OFF" : "ON");
  }
  // Without retained messages LWT would stand there for ever as it was last.
  if (number == 104 && wanted == 1) request.reply.messages.push_back({Prefix::tele, "LWT", "", true});
  answer(request, json.end_object().take());
}

}  // namespace presad::tasmota
