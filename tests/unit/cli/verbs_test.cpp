// The verbs by their command lines: what is refused before any broker is asked.

#include <doctest/doctest.h>

#include <array>
#include <string>
#include <vector>

#include "cli/check.h"
#include "cli/inventory.h"
#include "cli/set.h"
#include "cli/watch.h"
#include "support/test_process.h"

using namespace presad::cli;
using presad::testing::TemporaryDirectory;
using presad::testing::write_text_file;

namespace {

constexpr std::array verbs = {Verb{"check", "", declare_check}, Verb{"watch", "", declare_watch},
                              Verb{"set", "", declare_set}};

int run(std::vector<std::string> words) {
  std::vector<const char*> pointers = {"presa"};
  for (const std::string& word : words) pointers.push_back(word.c_str());
  return run_command_line(static_cast<int>(pointers.size()), pointers.data(), verbs, "1.2.3");
}

/// An inventory with one device, presa1.
struct House {
  House() {
    write_text_file(inventory, R"(devices:
  presa1: { type: tuya, device_id: bff7e612edf4edb899uaiz, local_key: '0123456789abcdef', address: 127.0.0.9 }
)");
  }
  TemporaryDirectory folder;
  std::string inventory = folder.file("presad.yaml");
};

}  // namespace

TEST_CASE("set wants a topic and a command, a time-out within reason, and nothing it does not know") {
  const House house;
  for (const std::vector<std::string>& words :
       std::vector<std::vector<std::string>>{{"set"},
                                             {"set", "presa1"},
                                             {"set", "presa1", "Power", "--timeout", "0"},
                                             {"set", "presa1", "Power", "--timeout", "soon"},
                                             {"set", "presa1", "Power", "--bogus"},
                                             {"set", "presa1", "Po/wer", "ON", "--config", house.inventory},
                                             {"set", "presa1", "", "--config", house.inventory}}) {
    CHECK(run(words) == exit_usage);
  }
}

TEST_CASE("a topic that is not in the inventory is a mistake on the command line, for set and watch") {
  const House house;
  CHECK(run({"check", "--config", house.inventory}) == 0);
  CHECK(run({"set", "pressa1", "Power", "ON", "--config", house.inventory}) == exit_usage);
  CHECK(run({"watch", "pressa1", "--config", house.inventory}) == exit_usage);
  CHECK(run({"watch", "--config", house.inventory, "--", "presa1", "pressa1"}) == exit_usage);
}

TEST_CASE("a bad inventory ends every verb with status 78, wherever its options stand") {
  const TemporaryDirectory folder;
  const std::string none = folder.file("none.yaml");
  CHECK(run({"check", "--config", none}) == exit_bad_config);
  CHECK(run({"watch", "--config", none, "presa1", "presa2"}) == exit_bad_config);
  CHECK(run({"set", "--config", none, "presa1", "Power", "ON", "--timeout", "3600"}) == exit_bad_config);
  CHECK(run({"set", "presa1", "TuyaSend2", "9,120", "--secrets", none, "--config", none}) == exit_bad_config);
}
