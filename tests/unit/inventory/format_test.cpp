#include "inventory/format.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <string>

#include "inventory/inventory_files.h"

using namespace presad;

namespace {

std::string format(std::string_view text) {
  config::Diagnostics findings;
  const auto formatted = format_inventory("presad.yaml", text, findings);
  REQUIRE(formatted);
  const auto again = format_inventory("presad.yaml", *formatted, findings);
  REQUIRE(again);
  CHECK(*again == *formatted);  // whatever it is, it is done once
  return *formatted;
}

}  // namespace

TEST_CASE("levels are two blanks wide, lines end with their last word, and comments go with what they stand at") {
  CHECK(format("\n\nmqtt:   \n"
               "    url: mqtt://broker   # where\n"
               "\n\n\n"
               "# of the house\n"
               "devices:\n"
               "     # the lamp's\n"
               "     lamp:\n"
               "         # its kind\n"
               "         type: tuya\n"
               "         # the last of the lamp\n"
               "#    commented: out\n"
               "     strip:\n"
               "         type: tuya\n\n\n") ==
        "mqtt:\n"
        "  url: mqtt://broker   # where\n"
        "\n"
        "# of the house\n"
        "devices:\n"
        "  # the lamp's\n"
        "  lamp:\n"
        "    # its kind\n"
        "    type: tuya\n"
        "    # the last of the lamp\n"
        "#    commented: out\n"
        "\n"
        "  strip:\n"
        "    type: tuya\n");
}

TEST_CASE("devices of one line stay together, and those of several lines get an empty line between them") {
  CHECK(format("devices:\n"
               "   a: {type: tuya}\n"
               "   b: {type: tuya,\n"
               "         device_id: x}\n"
               "   # about c\n"
               "   c: {type: tuya}\n") ==
        "devices:\n"
        "  a: {type: tuya}\n"
        "  b: {type: tuya,\n"
        "         device_id: x}\n"
        "\n"
        "  # about c\n"
        "  c: {type: tuya}\n");
}

TEST_CASE("lists keep their dashes where they were, at the key or below it") {
  CHECK(format("devices:\n"
               "  a:\n"
               "    datapoints:\n"
               "    -   id: 1\n"
               "        name: x\n"
               "    - id: 2\n"
               "    wake: none\n") ==
        "devices:\n"
        "  a:\n"
        "    datapoints:\n"
        "    - id: 1\n"
        "      name: x\n"
        "    - id: 2\n"
        "    wake: none\n");
  CHECK(format("a:\n      - 1\n      - 2\n") == "a:\n  - 1\n  - 2\n");
}

TEST_CASE("quotes, brackets and hashes inside of values are no structure") {
  const std::string text = "a:\n  b: 'x # [ {'\n  c: \"\\\"[\"\n  d: it's [ok\n  e: !secret f\n  g: a#b\n";
  CHECK(format(text) == text);
  CHECK(format("") == "");
  CHECK(format("a: 1") == "a: 1\n");
  CHECK(format("a: 1\r\nb: 2\r\n") == "a: 1\nb: 2\n");
}

TEST_CASE("what is no YAML is told and not touched: tabs, doubled keys") {
  for (const char* text : {"a:\n\tb: 1\n", "a: 1\na: 2\n", "a: [1\n"}) {
    config::Diagnostics findings;
    CHECK_FALSE(format_inventory("presad.yaml", text, findings));
    CHECK(findings.has_errors());
  }
}

TEST_CASE("every example keeps its meaning, however deep its levels were made") {
  for (const auto& entry : std::filesystem::directory_iterator(PRESAD_SOURCE_DIR "/config/examples")) {
    const auto text = read_text_file(entry.path().string(), 1'000'000);
    REQUIRE(text);
    INFO(entry.path().string());
    std::string deeper;
    bool line_begins = true;
    for (const char c : *text) {
      deeper += c;
      if (line_begins && c == ' ') deeper += ' ';
      line_begins = c == '\n' || (line_begins && c == ' ');
    }
    CHECK(format(deeper) == format(*text));
  }
}
