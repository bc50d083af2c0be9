// presa import without a daemon: what is refused, shown and written, and where secrets are.

#include "cli/import.h"

#include <doctest/doctest.h>

#include <array>
#include <filesystem>
#include <string>
#include <vector>

#include "cli/import_report.h"
#include "cli/inventory.h"
#include "support/test_process.h"

using namespace presad;
using namespace presad::cli;
using presad::testing::read_text_file;
using presad::testing::TemporaryDirectory;
using presad::testing::write_text_file;

namespace {

constexpr std::array verbs = {Verb{"import", "", declare_import}};

int run(std::vector<std::string> words) {
  std::vector<const char*> pointers = {"presa", "import"};
  for (const std::string& word : words) pointers.push_back(word.c_str());
  return run_command_line(static_cast<int>(pointers.size()), pointers.data(), verbs, "1.2.3");
}

constexpr const char* lamp =
    R"([{"name": "Lamp\u001b[2J", "id": "bff7e612edf4edb899uaiz", "key": "0123456789abcdef"}])";

struct House {
  House() { write_text_file(list, lamp); }
  TemporaryDirectory folder;
  std::string inventory = folder.file("presad.yaml");
  std::string secrets = folder.file("secrets.yaml");
  std::string list = folder.file("devices.json");
};

}  // namespace

TEST_CASE("import wants a file, one that can be read and is a list") {
  const House house;
  write_text_file(house.folder.file("other.json"), "{}");
  CHECK(run({"--config", house.inventory}) == exit_usage);
  CHECK(run({"--config", house.inventory, "--instance", "a/b", house.list}) == exit_usage);
  CHECK(run({"--config", house.inventory, house.folder.file("none.json")}) == 1);
  CHECK(run({"--config", house.inventory, house.folder.file("other.json")}) == 1);
  CHECK_FALSE(std::filesystem::exists(house.inventory));
}

TEST_CASE("nothing is written without --write") {
  const House house;
  CHECK(run({"--config", house.inventory, house.list}) == 0);
  CHECK_FALSE(std::filesystem::exists(house.inventory));
  CHECK(run({"--config", house.inventory, house.list, "--write"}) == 0);
  CHECK(read_text_file(house.secrets) == "lamp_2j: '0123456789abcdef'\n");
}

TEST_CASE("of a folder the lists are taken and the rest is passed over") {
  const House house;
  write_text_file(house.folder.file("notes.txt"), "no list");
  write_text_file(house.folder.file("more.json"), R"([{"id": "bf9d04c7e1a2b36688zxcv", "key": "fedcba9876543210"}])");
  const auto imported = read_import_sources({house.folder.path()});
  REQUIRE(imported.has_value());
  CHECK(imported->sources.size() == 2);
  CHECK(imported->devices.size() == 2);
  CHECK_FALSE(read_import_sources({house.folder.path() + "/none"}).has_value());
}

TEST_CASE("a wrong inventory is status 78 and stays") {
  const House house;
  write_text_file(house.inventory, "devices: { x: { type: tuja } }\n");
  CHECK(run({"--config", house.inventory, house.list, "--write"}) == exit_bad_config);
  CHECK(read_text_file(house.inventory) == "devices: { x: { type: tuja } }\n");
}

TEST_CASE("secrets are shown only when that is asked for, and nothing that a terminal obeys") {
  const InventoryFiles files{"presad.yaml", "secrets.yaml"};
  const InventoryTexts before;
  InventoryEdit edit;
  edit.texts = {"devices:\n", "lamp: 'a-secret-of-mine'\n"};
  edit.devices = {{DeviceChange::added, "lamp", {}, "La\x1bmp", "bf1", {}, false, {}},
                  {DeviceChange::left_out, {}, {}, "", "bf2", {}, false, "no key"},
                  {DeviceChange::changed, "küche", {}, "K", "bf3", {"local_key", "address"}, false, {}},
                  {DeviceChange::changed, "hall", "device_123456", "H", "bf4", {"topic", "local_key"}, true, {}}};
  const Imported imported{{{"devices.json", "tinytuya", 1}}, {}};
  ImportReport report{files, imported, before, edit};
  const std::string shown = render_import(report) + render_import_json(report);
  CHECK(shown.find("a-secret-of-mine") == std::string::npos);
  CHECK(shown.find('\x1b') == std::string::npos);
  CHECK(shown.find("new        lamp   La\\x1bmp\nleft out   bf2: no key\n"
                   "changed    küche  K: ITS LOCAL KEY IS ANOTHER ONE (paired anew?), address\n"
                   "changed    hall   H: its topic, device_123456 until now, its local key, unknown until now\n") !=
        std::string::npos);
  CHECK(shown.find(R"("topic":"hall","former_topic":"device_123456","name":"H")") != std::string::npos);
  CHECK(shown.find("devices.json: tinytuya, 1 device\n") == 0);
  report.secrets = config::Secrets::shown;
  CHECK(render_import(report).find("+lamp: 'a-secret-of-mine'") != std::string::npos);
  CHECK(render_import_json(report).find("a-secret-of-mine") != std::string::npos);
}
