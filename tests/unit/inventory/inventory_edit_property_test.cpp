// Whatever the keys and names are: what was put in is what the product's own reader finds, and twice is once.

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "inventory/inventory_edit.h"
#include "read_inventory.h"

using namespace presad;

namespace {

constexpr unsigned rounds = 300;

/// Signs that YAML, JSON and shells care about, and letters of more than one byte.
constexpr std::array<std::string_view, 44> pieces = {
    "a", "Z", "0", "9", " ", "'", "\"", "\\", "#",  ":",  ",",        "{",        "}",  "[", "]",
    "&", "*", "!", "|", ">", "%", "@",  "`",  "-",  "?",  "=",        "<",        "~",  "$", ";",
    "/", "+", ".", "_", "^", "(", "é",  "ß",  "日", "😀", "\xC2\xA0", "\xC2\x85", ": ", " #"};

class Draw {
 public:
  explicit Draw(unsigned seed) : random_(seed) {}

  std::size_t below(std::size_t count) { return std::uniform_int_distribution<std::size_t>(0, count - 1)(random_); }

  /// A text of pieces, exactly `bytes` long.
  std::string text(std::size_t bytes) {
    std::string made;
    while (made.size() < bytes) {
      const std::string_view piece = pieces[below(pieces.size())];
      if (made.size() + piece.size() <= bytes) made += piece;
    }
    return made;
  }

  std::string id() {
    std::string made = "bf";
    while (made.size() < 22) made += static_cast<char>('a' + static_cast<char>(below(26)));
    return made;
  }

 private:
  std::mt19937 random_;
};

/// Layouts of an inventory that is already there, each with its secrets.
const std::array<InventoryTexts, 5> beginnings = {{
    {"", ""},
    {"# mine\nmqtt:\n  url: mqtt://localhost:1883\ndevices:\n  # none yet\n", "# none yet\n"},
    {"devices:\n    old:   # first\n        type: tasmota\n        address: 127.0.0.9\n\nlatitude: 1\nlongitude: 2\n",
     ""},
    {"devices: { old: { type: tasmota, address: 127.0.0.9, password: !secret \"o'ld\" } }", "\"o'ld\": 'x'"},
    {"devices: {}\r\nmqtt: { url: mqtt://localhost:1883 }\r\n", "{}\r\n"},
}};

std::map<std::string, std::string> keys_of(const Loaded& loaded) {
  std::map<std::string, std::string> keys;
  for (const auto& plan : loaded.settings->devices) {
    if (const auto* device = dynamic_cast<const presad::test::ReadPlan*>(plan.get())) {
      keys[device->settings.device_id] = std::string(as_text(device->settings.local_key.bytes()));
    }
  }
  return keys;
}

}  // namespace

TEST_CASE("what is put in is what is read, for keys and names of any characters") {
  for (unsigned seed = 0; seed < rounds; ++seed) {
    CAPTURE(seed);
    Draw draw(seed);
    std::vector<FoundDevice> found(1 + draw.below(6));
    std::map<std::string, std::string> keys;
    for (FoundDevice& device : found) {
      device.name = draw.text(draw.below(70));
      device.device_id = draw.id();
      const std::string key = draw.text(16);
      device.local_key = SecretText(key);
      keys[device.device_id] = key;
    }
    InventoryTexts texts = beginnings[draw.below(beginnings.size())];
    for (int pass = 0; pass < 2; ++pass) {  // as found first, then all keys changed
      const InventoryEdit edit =
          edit_inventory({"presad.yaml", "secrets.yaml"}, texts, found, presad::test::test_families);
      REQUIRE_MESSAGE(!edit.findings.has_errors(), edit.findings.render());
      texts = edit.texts;
      CAPTURE(texts.inventory);
      CAPTURE(texts.secrets);
      const Loaded loaded = presad::test::load(texts.inventory, texts.secrets);
      REQUIRE(loaded.settings.has_value());
      CHECK(keys_of(loaded) == keys);
      CHECK(edit_inventory({"presad.yaml", "secrets.yaml"}, texts, found, presad::test::test_families).texts == texts);
      for (FoundDevice& device : found) {
        const std::string key = draw.text(16);
        device.local_key = SecretText(key);
        if (pass == 0) keys[device.device_id] = key;
      }
    }
  }
}
