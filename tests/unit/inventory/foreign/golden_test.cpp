// Each fixture into an empty inventory: the golden files, twice is once, and every key as it was written.

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string>
#include <vector>

#include "base/json.h"
#include "inventory/foreign/foreign_list.h"
#include "inventory/inventory_edit.h"
#include "support/test_process.h"
#include "unit/inventory/read_inventory.h"

using namespace presad;
using namespace presad::foreign;

namespace {

const std::string folder = PRESAD_SOURCE_DIR "/tests/fixtures/foreign/";

struct Fixture {
  const char* file;
  const char* program;
};

constexpr std::array<Fixture, 10> fixtures = {{{"tinytuya-devices.json", "tinytuya"},
                                               {"tinytuya-snapshot.json", "tinytuya"},
                                               {"tinytuya-tuya-raw.json", "tinytuya"},
                                               {"tuya-cli.txt", "tuya-cli or tuya-mqtt"},
                                               {"tuya-mqtt-devices.conf", "tuya-cli or tuya-mqtt"},
                                               {"rustuya.json", "rustuya"},
                                               {"rustuya-tuyadevices.json", "tinytuya"},
                                               {"localtuya.core.config_entries", "Home Assistant"},
                                               {"tuya-local.core.config_entries", "Home Assistant"},
                                               {"cloudcutter.deviceconfig", "cloudcutter"}}};

std::string text_of(const std::string& path) { return presad::testing::read_text_file(path); }

InventoryEdit edit(const InventoryTexts& before, const std::vector<FoundDevice>& found) {
  return edit_inventory({"presad.yaml", "secrets.yaml"}, before, found, presad::test::test_families);
}

std::string rendered(const InventoryEdit& edit) {
  constexpr std::array<const char*, 4> words = {"added", "changed", "unchanged", "left out"};
  std::string text = edit.texts.inventory + "--- secrets.yaml\n" + edit.texts.secrets + "--- said\n";
  for (const DeviceOutcome& device : edit.devices) {
    text += std::string(words[static_cast<std::size_t>(device.change)]) + ": " + device.name + " (" + device.topic +
            device.why + ")\n";
  }
  return text;
}

}  // namespace

TEST_CASE("each program's list becomes the inventory that is written down for it") {
  for (const Fixture& fixture : fixtures) {
    CAPTURE(fixture.file);
    const auto list = read_foreign_list(text_of(folder + fixture.file));
    REQUIRE(list.has_value());
    CHECK(list->program == fixture.program);
    const InventoryEdit result = edit({}, joined(list->devices));
    CHECK_MESSAGE(!result.findings.has_errors(), result.findings.render());
    const std::string golden = folder + "golden/" + fixture.file + ".txt";
    if (std::getenv("PRESAD_WRITE_GOLDEN") != nullptr) presad::testing::write_text_file(golden, rendered(result));
    CHECK(rendered(result) == text_of(golden));
    CHECK(edit(result.texts, joined(list->devices)).texts == result.texts);
  }
}

TEST_CASE("what is imported is read back by the product with exactly the keys of the list") {
  for (const Fixture& fixture : fixtures) {
    CAPTURE(fixture.file);
    const auto list = read_foreign_list(text_of(folder + fixture.file));
    REQUIRE(list.has_value());
    const InventoryEdit result = edit({}, list->devices);
    const Loaded loaded = presad::test::load(result.texts.inventory, result.texts.secrets);
    REQUIRE(loaded.settings.has_value());
    std::size_t compared = 0;
    for (const auto& plan : loaded.settings->devices) {
      const auto& settings = dynamic_cast<const presad::test::ReadPlan&>(*plan).settings;
      if (!settings.gateway.empty()) continue;
      const auto found = std::find_if(list->devices.begin(), list->devices.end(), [&](const FoundDevice& device) {
        return device.device_id == settings.device_id && device.cid.empty();
      });
      REQUIRE(found != list->devices.end());
      CHECK(found->local_key.reveal() == as_text(settings.local_key.bytes()));
      ++compared;
    }
    CHECK(compared != 0);
  }
}

TEST_CASE("the three files of tinytuya are one list: what one does not know another does") {
  std::vector<FoundDevice> all;
  for (const char* const file : {"tinytuya-devices.json", "tinytuya-snapshot.json", "tinytuya-tuya-raw.json"}) {
    const auto list = read_foreign_list(text_of(folder + file));
    REQUIRE(list.has_value());
    all.insert(all.end(), list->devices.begin(), list->devices.end());
  }
  all = joined(all);
  CHECK(all.size() == 7);
  const InventoryEdit result = edit({}, all);
  CHECK(std::count_if(result.devices.begin(), result.devices.end(),
                      [](const auto& device) { return device.change == DeviceChange::added; }) == 4);
}
