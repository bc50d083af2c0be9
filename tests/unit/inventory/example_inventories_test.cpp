// What is installed and what is shown as an example is right.

#include <doctest/doctest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "read_inventory.h"

using namespace presad;

namespace {

const std::string config_folder = PRESAD_SOURCE_DIR "/config";

std::string read(const std::string& path) { return read_text_file(path, 1024 * 1024).value(); }

/// The commented-out lines of `text` that are YAML when the mark is taken away.
std::string uncommented(const std::string& text) {
  std::string all;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    std::string line = text.substr(at, end - at);
    const bool in_devices = line.starts_with("  #");
    const std::size_t mark = line.find("# ");
    const bool is_key = mark != std::string::npos && line.find_first_not_of(' ') == mark &&
                        line.find(':') != std::string::npos && line.find("later version") == std::string::npos &&
                        (in_devices || line.starts_with("# latitude") || line.starts_with("# longitude"));
    const bool is_row = in_devices && line.find("- {") != std::string::npos;
    if (is_key || is_row) line.erase(mark, 2);
    all += line + '\n';
    at = end + 1;
  }
  return all;
}

}  // namespace

TEST_CASE("the installed inventory is right and has no devices") {
  const std::string path = config_folder + "/presad.yaml";
  const Loaded loaded = load_settings({path, "/nonexistent/secrets.yaml"}, test::test_families);
  CHECK(loaded.findings.render() == "");
  REQUIRE(loaded.settings.has_value());
  CHECK(loaded.settings->devices.empty());
}

TEST_CASE("every commented-out key of the installed inventory is a key, with a right value") {
  const std::string text = uncommented(read(config_folder + "/presad.yaml"));
  const std::string secrets = "mqtt: a\npresa1: 0123456789abcdef\ncantina: b\n";
  const std::string told = test::load(text, secrets).findings.render();
  CAPTURE(told);
  // The certificates are not there, and the gateway of the sub-device is not in the example.
  CHECK(told.find("unknown key") == std::string::npos);
  CHECK(test::load(text, secrets).findings.errors() == 1);
  CHECK(told.find("there is no tuya device \"bridge\"") != std::string::npos);
}

TEST_CASE("each example is read without a problem") {
  std::vector<std::string> seen;
  for (const auto& entry : std::filesystem::directory_iterator(config_folder + "/examples")) {
    const std::string path = entry.path().string();
    if (path.ends_with("/secrets.yaml")) continue;
    CAPTURE(path);
    const Loaded loaded = load_settings({path, config_folder + "/examples/secrets.yaml"}, test::test_families);
    const std::string told = loaded.findings.render();
    CAPTURE(told);
    CHECK(loaded.settings.has_value());
    seen.push_back(path);
  }
  CHECK(seen.size() >= 3);
}
