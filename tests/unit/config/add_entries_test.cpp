// Entries put into texts as people write them, and TextEdits below it.

#include "config/add_entries.h"

#include <doctest/doctest.h>

#include <string>

#include "parsed.h"

using namespace presad::config;
using presad::config::test::Parsed;

namespace {

const std::vector<NewEntry> lamp = {{"lamp", {}, {{"type", "tuya"}, {"name", "'A lamp'"}}}};

std::string below_devices(const std::string& text, const std::vector<NewEntry>& entries = lamp) {
  const Parsed parsed(text);
  REQUIRE(parsed.told() == "\n");
  TextEdits edits(text);
  add_entries_below(edits, parsed.root(), "devices", entries);
  const std::string result = edits.apply();
  const Parsed again(result);
  CHECK_MESSAGE(again.told() == "\n", result);
  const Entry* const devices = again.root().find("devices");
  REQUIRE(devices != nullptr);
  CHECK(devices->value.find("lamp") != nullptr);
  return result;
}

std::string at_the_top(const std::string& text) {
  const Parsed parsed(text);
  TextEdits edits(text);
  add_entries(edits, parsed.root(), nullptr, {{"b", "'2'", {}}, {"c", "'3'", {}}});
  return edits.apply();
}

}  // namespace

TEST_CASE("an empty text gets the mapping and its entries") {
  CHECK(below_devices("") == "devices:\n  lamp:\n    type: tuya\n    name: 'A lamp'\n");
  CHECK(below_devices("# mine") == "# mine\ndevices:\n  lamp:\n    type: tuya\n    name: 'A lamp'\n");
}

TEST_CASE("a mapping without entries is filled behind the comments that stand in it") {
  CHECK(below_devices("devices:   # all of them\nmqtt: {}\n") ==
        "devices:   # all of them\n  lamp:\n    type: tuya\n    name: 'A lamp'\nmqtt: {}\n");
  CHECK(below_devices("devices:\n  # one:\n  #   type: tuya\n\n  # end\n") ==
        "devices:\n  # one:\n  #   type: tuya\n\n  # end\n  lamp:\n    type: tuya\n    name: 'A lamp'\n");
  CHECK(below_devices("devices: {}\nmqtt:\n") == "devices: \n  lamp:\n    type: tuya\n    name: 'A lamp'\nmqtt:\n");
}

TEST_CASE("an entry comes behind the last one and its comments, indented as the others are") {
  CHECK(below_devices("devices:\n    one:\n      type: x\n      # address: 1\n# the rest\nmqtt:\n  a: b\n") ==
        "devices:\n    one:\n      type: x\n      # address: 1\n    lamp:\n      type: tuya\n      name: 'A lamp'\n"
        "# the rest\nmqtt:\n  a: b\n");
  CHECK(below_devices("devices:\n  one: { type: x,\n    list: [1, # one\n 2]\n  }\nmqtt:\n") ==
        "devices:\n  one: { type: x,\n    list: [1, # one\n 2]\n  }\n  lamp:\n    type: tuya\n    name: 'A "
        "lamp'\nmqtt:\n");
  CHECK(below_devices("devices:\n one:\n     name: >-\n       # no comment\n\n       more\n") ==
        "devices:\n one:\n     name: >-\n       # no comment\n\n       more\n lamp:\n     type: tuya\n     name: 'A "
        "lamp'\n");
}

TEST_CASE("devices with empty lines between them stay so") {
  CHECK(below_devices("devices:\n  one:\n    type: x\n\n  # the second\n  two:\n    type: x\n") ==
        "devices:\n  one:\n    type: x\n\n  # the second\n  two:\n    type: x\n\n  lamp:\n    type: tuya\n"
        "    name: 'A lamp'\n");
}

TEST_CASE("what is written in braces stays in braces") {
  CHECK(below_devices("devices: { one: { type: x } }\n") ==
        "devices: { one: { type: x }, lamp: { type: tuya, name: 'A lamp' } }\n");
  CHECK(below_devices("{\"devices\": {\"one\": {\"type\": \"x\"}\n}}") ==
        "{\"devices\": {\"one\": {\"type\": \"x\"}, lamp: { type: tuya, name: 'A lamp' }\n}}");
  CHECK(below_devices("{mqtt: {}}") == "{mqtt: {}, devices: { lamp: { type: tuya, name: 'A lamp' } }}");
}

TEST_CASE("a file's line ends, its mark and its missing last line end are kept or mended") {
  CHECK(at_the_top("a: '1'\r\n") == "a: '1'\r\nb: '2'\r\nc: '3'\r\n");
  CHECK(at_the_top("\xEF\xBB\xBF"
                   "a: '1'") ==
        "\xEF\xBB\xBF"
        "a: '1'\nb: '2'\nc: '3'\n");
  CHECK(at_the_top("") == "b: '2'\nc: '3'\n");
  CHECK(at_the_top("a: '1'\n\n# end\n") == "a: '1'\nb: '2'\nc: '3'\n\n# end\n");
}

TEST_CASE("edits are made by the places of the text as it was") {
  TextEdits edits("a: 1\nb: 2\n");
  CHECK(edits.empty());
  edits.replace(edits.offset(2, 4), 1, "two");
  edits.insert_lines(0, {"# top"});
  edits.insert_lines(1, {"x: 9"});
  edits.insert_lines(1, {"y: 9"});
  edits.replace(edits.offset(1, 4), 1, "one");
  CHECK(edits.apply() == "# top\na: one\nx: 9\ny: 9\nb: two\n");
  CHECK(edits.offset(9, 1) == edits.original().size());
}
