// The commands, as one table: each row has its words, its help and its handler. To add a command is to add a row.
//
// Pure. Source: DIALECT.md, 3, 6, 7 and 10; words that are in no row are answered as a Tasmota built without that
// driver does.

#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "tasmota/command_word.h"
#include "tasmota/payload.h"
#include "tasmota/reply.h"
#include "tasmota/view.h"

namespace presad::tasmota {

struct CommandRow;

/// One command on its way through its handler.
struct Request {
  View& view;
  const CommandRow& row;
  const CommandWord& word;
  const Payload& payload;
  Reply& reply;
};

/// Whose command it is; for everybody else its word is Unknown, as to a Tasmota built without that driver.
enum class KnownTo : std::uint8_t {
  everything,  ///< presad itself too
  devices,     ///< every device of the inventory
  meters,      ///< devices that measure
  lamps,       ///< devices with brightness or colour
  covers,      ///< devices that open and close
};

struct CommandRow {
  std::string_view word;    ///< canonical spelling, as the key of the answer: "TelePeriod"
  std::string_view values;  ///< what it takes, for people: "0, 1, 10-3600"
  std::string_view help;    ///< one sentence
  KnownTo known_to;
  void (*handle)(Request& request);
  std::string_view short_word = {};  ///< another word for the same, answered under the canonical one: "SO"
};

/// All rows, in the order in which a person would read them.
std::span<const CommandRow> command_table() noexcept;

/// Answers one command. A raw payload may be anything; more than max_command_payload bytes are answered an error.
/// May change view.options; never fails.
Reply respond(View& view, const CommandWord& word, std::string_view raw_payload);

}  // namespace presad::tasmota
