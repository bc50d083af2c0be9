#include "simulator/action.h"

#include <array>
#include <charconv>

#include "base/json.h"
#include "base/text.h"
#include "simulator/plug_settings.h"

namespace presad::simulator {
namespace {

constexpr std::array<std::string_view, 14> words = {"press", "unplug", "plug", "reboot", "cloud", "move", "rotate-key",
                                                    "fault", "load",   "set",  "show",   "wait",  "quit", "sub"};

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

/// The first word of `text`; `text` keeps the rest.
std::string_view take_word(std::string_view& text) {
  const std::string_view word = text.substr(0, text.find(' '));
  text = trimmed(text.substr(word.size()));
  return word;
}

template <class Number>
std::optional<Number> parse_number(std::string_view text) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

/// true, 12 or "text" as JSON has it; any other word is a string.
DatapointValue parse_value(std::string_view text) {
  const auto json = parse_json(text);
  if (json && json->boolean() != nullptr) return *json->boolean();
  if (json && json->integer() != nullptr) return *json->integer();
  if (json && json->string() != nullptr) return *json->string();
  return std::string(text);
}

tl::unexpected<Error> wrong(std::string_view word, std::string_view expected) {
  return fail(ErrorKind::bad_config, std::string(word) + ": expected " + std::string(expected));
}

Result<decltype(Action::what)> parse_press(std::string_view rest) {
  const auto relay = rest.empty() ? 1U : parse_number<unsigned>(rest);
  if (!relay || *relay < 1 || *relay > max_relays) return wrong("press", "a relay from 1 to 8");
  return Press{*relay};
}

Result<decltype(Action::what)> parse_rotate_key(std::string_view rest) {
  auto key = parse_local_key(rest);
  if (!key) return key.error();
  return RotateKey{*key};
}

Result<decltype(Action::what)> parse_set_fault(std::string_view rest) {
  if (rest == "none") return SetFault{};
  auto fault = parse_fault(rest);
  if (!fault) return fault.error();
  return SetFault{*fault};
}

Result<decltype(Action::what)> parse_load(std::string_view rest) {
  const auto load = parse_number<double>(rest);
  if (!load || !(*load >= 0 && *load <= 10'000)) return wrong("load", "watts from 0 to 10000");
  return SetLoad{*load};
}

Result<decltype(Action::what)> parse_set(std::string_view rest) {
  const auto id = parse_number<std::uint8_t>(take_word(rest));
  if (!id || *id == 0 || rest.empty()) return wrong("set", "a datapoint from 1 to 255 and a value");
  return SetValue{{*id, parse_value(rest)}};
}

Result<decltype(Action::what)> parse_sub(std::string_view rest) {
  using What = OfSubDevice::What;
  constexpr std::array<std::pair<std::string_view, What>, 4> whats = {
      {{"press", What::press}, {"lost", What::lost}, {"offline", What::offline}, {"online", What::online}}};
  const auto number = parse_number<unsigned>(take_word(rest));
  for (const auto& [word, what] : whats) {
    if (number && *number > 0 && rest == word) return OfSubDevice{*number, what};
  }
  return wrong("sub", "a sub-device's number and press, lost, offline or online");
}

Result<decltype(Action::what)> parse_wait(std::string_view rest) {
  const auto time = parse_duration(rest);
  if (!time) return wrong("wait", "a time such as 500ms or 2s");
  return Wait{*time};
}

Result<decltype(Action::what)> parse_what(std::string_view word, std::string_view rest) {
  if (word == "press") return parse_press(rest);
  if (word == "rotate-key") return parse_rotate_key(rest);
  if (word == "fault") return parse_set_fault(rest);
  if (word == "load") return parse_load(rest);
  if (word == "set") return parse_set(rest);
  if (word == "sub") return parse_sub(rest);
  if (word == "wait") return parse_wait(rest);
  if (word == "move") {
    if (rest.empty()) return wrong("move", "an address");
    return Move{std::string(rest)};
  }
  if (!rest.empty()) return wrong(word, "nothing behind it");
  if (word == "unplug") return Unplug{};
  if (word == "plug") return PlugIn{};
  if (word == "reboot") return Reboot{};
  if (word == "cloud") return ReachCloud{};
  if (word == "show") return Show{};
  return Quit{};
}

}  // namespace

PlugRange take_plug_range(std::string_view& text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return {};
  const std::string_view range = text.substr(0, colon);
  const std::size_t dash = range.find('-');
  const auto first = parse_number<unsigned>(range.substr(0, dash));
  const auto last = dash == std::string_view::npos ? first : parse_number<unsigned>(range.substr(dash + 1));
  if (!first || !last) return {};
  text = trimmed(text.substr(colon + 1));
  return {*first, *last};
}

Result<std::optional<Action>> parse_action(std::string_view line) {
  std::string_view rest = trimmed(line);
  if (rest.empty() || rest.front() == '#') return std::optional<Action>{};
  Action action;
  action.plugs = take_plug_range(rest);
  const std::string_view word = take_word(rest);
  bool known = false;
  for (const std::string_view each : words) known = known || each == word;
  if (!known) {
    const auto nearest = nearest_word(word, words);
    return fail(ErrorKind::bad_config, "\"" + printable(word) + "\" is no action" +
                                           (nearest ? "; did you mean \"" + std::string(*nearest) + "\"?" : ""));
  }
  auto what = parse_what(word, rest);
  if (!what) return what.error();
  action.what = std::move(*what);
  return std::optional<Action>(std::move(action));
}

std::string_view action_help() noexcept {
  return "Actions, typed or in a script, one a line; 2: or 1-10: ahead of one chooses plugs, else it is plug 1:\n"
         "  press [RELAY]        the button\n"
         "  unplug, plug         power off, power on\n"
         "  reboot               both\n"
         "  cloud                its cloud can be reached for a moment: ends what it woke up in\n"
         "  move ADDRESS         another address, as after a change of DHCP lease\n"
         "  rotate-key KEY       paired anew: 16 characters\n"
         "  fault NAME[=VALUE]   `presad-sim faults` lists them; fault none ends all\n"
         "  load WATTS           what each relay feeds when on\n"
         "  set DATAPOINT VALUE  as its own app would, or a reading as the world would; 3: a cover moved by hand\n"
         "  sub NUMBER WORD      to a gateway's sub-device: press, lost (unnoticed), offline, online\n"
         "  show                 what it is like now\n"
         "  wait 500ms           in scripts only\n"
         "  quit\n";
}

}  // namespace presad::simulator
