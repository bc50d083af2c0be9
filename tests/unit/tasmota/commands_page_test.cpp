// docs/commands.md is the table of commands, row by row.

#include <doctest/doctest.h>

#include <fstream>
#include <sstream>
#include <string>

#include "tasmota/command_table.h"

using namespace presad::tasmota;

namespace {

const char* of(KnownTo known_to) {
  switch (known_to) {
    case KnownTo::everything:
      return "every device, and presad itself";
    case KnownTo::devices:
      return "every device";
    case KnownTo::meters:
      return "devices with a meter";
    case KnownTo::lamps:
      return "lamps";
    case KnownTo::covers:
      return "covers";
  }
  return "";
}

std::string page() {
  std::string text =
      "# Commands\n\n"
      "`cmnd/<topic>/<Command>` with the value as payload; `mosquitto_pub -t cmnd/presa1/Power -m TOGGLE`. Words "
      "ignore\n"
      "case. \"Nothing\" is an empty payload, or `?`, and asks. What is not here is answered `Unknown`. How answers "
      "look:\n"
      "[lib/tasmota/DIALECT.md](../lib/tasmota/DIALECT.md); how commands end: [outcomes.md](outcomes.md).\n\n"
      "| command | value | what it does | known to |\n|---|---|---|---|\n";
  for (const CommandRow& row : command_table()) {
    text.append("| `").append(row.word).append("`");
    if (!row.short_word.empty()) text.append(", `").append(row.short_word).append("`");
    text.append(" | ").append(row.values).append(" | ").append(row.help).append(" | ").append(of(row.known_to));
    text.append(" |\n");
  }
  return text;
}

}  // namespace

TEST_CASE("docs/commands.md says what the table of commands says") {
  std::ifstream file(PRESAD_SOURCE_DIR "/docs/commands.md");
  std::ostringstream kept;
  kept << file.rdbuf();
  const std::string wanted = page();
  const bool same = kept.str() == wanted;
  CHECK(same);
  if (!same) MESSAGE("docs/commands.md is to read:\n" << wanted << "-- end of docs/commands.md");
}
