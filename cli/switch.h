// presa on, off, toggle: switches a relay and says what became of it, as the running presad saw it, or presa itself.

#pragma once

#include <optional>
#include <string>

#include "cli/command_line.h"

namespace presad::cli {

/// "strip1/2" as topic and Tasmota's word, "Power2"; "presa1" as "Power". Nothing: no relay from 1 to 8 behind the '/'.
struct RelayName {
  std::string topic;
  std::string word;
};
std::optional<RelayName> parse_relay_name(const std::string& text);

/// Status as give_command() has it; 64 too where TOPIC/RELAY names no relay.
Action declare_on(Arguments& arguments);
Action declare_off(Arguments& arguments);
Action declare_toggle(Arguments& arguments);

}  // namespace presad::cli
