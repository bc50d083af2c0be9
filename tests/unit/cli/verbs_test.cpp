// The verbs by their command lines: what is refused before anybody is asked.

#include <doctest/doctest.h>

#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/answer.h"
#include "cli/check.h"
#include "cli/get.h"
#include "cli/give_command.h"
#include "cli/inventory.h"
#include "cli/set.h"
#include "cli/switch.h"
#include "cli/watch.h"
#include "support/test_process.h"

using namespace presad::cli;
using presad::testing::TemporaryDirectory;
using presad::testing::write_text_file;

namespace {

constexpr std::array verbs = {Verb{"check", "", declare_check}, Verb{"get", "", declare_get},
                              Verb{"on", "", declare_on}, Verb{"watch", "", declare_watch},
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
  for (const std::vector<std::string>& words :
       std::vector<std::vector<std::string>>{{"set"},
                                             {"set", "presa1"},
                                             {"set", "presa1", "Power", "--timeout", "0"},
                                             {"set", "presa1", "Power", "--timeout", "soon"},
                                             {"set", "presa1", "Power", "--bogus"},
                                             {"set", "presa1", "Po/wer", "ON"},
                                             {"set", "presa1", ""},
                                             {"set", "presa1", "Power", "--instance", "a/b"},
                                             {"on", "presa1/9"},
                                             {"on"}}) {
    CHECK(run(words) == exit_usage);
  }
}

TEST_CASE("where no presad listens, and no inventory tells of the device, its verbs end with status 78") {
  const TemporaryDirectory folder;
  const std::string none = folder.file("control");
  const std::string config = folder.file("presad.yaml");
  CHECK(run({"set", "--socket", none, "--config", config, "presa1", "Power", "ON", "--timeout", "3600"}) ==
        exit_bad_config);
  CHECK(run({"set", "presa1", "TuyaSend2", "9,120", "--socket", none, "--config", config}) == exit_bad_config);
  CHECK(run({"on", "presa1/2", "--socket", none, "--config", config}) == exit_bad_config);
  CHECK(run({"get", "--socket", none, "presa1", "--config", config}) == exit_bad_config);
  CHECK(run({"watch", "--socket", none, "presa1", "--config", config}) == exit_bad_config);
}

TEST_CASE("where no presad listens, several devices cannot be watched") {
  const TemporaryDirectory folder;
  CHECK(run({"watch", "--socket", folder.file("control"), "presa1", "presa2"}) == exit_usage);
}

TEST_CASE("a bad inventory ends check with status 78") {
  const House house;
  CHECK(run({"check", "--config", house.inventory}) == 0);
  CHECK(run({"check", "--config", house.folder.file("none.yaml")}) == exit_bad_config);
}

TEST_CASE("a command is done when presad says so, or when it has no outcome and no answer says otherwise") {
  using presad::Outcome;
  const auto status = [](std::vector<std::string> answers, std::optional<Outcome> outcome, bool ended = true) {
    presad::control::CommandReply reply;
    for (std::string& each : answers) reply.answers.push_back({"stat/presa1/RESULT", std::move(each)});
    reply.outcome = outcome;
    reply.ended = ended;
    return status_of(reply);
  };
  CHECK(status({R"({"POWER":"ON"})"}, Outcome::confirmed) == exit_done);
  CHECK(status({}, Outcome::unchanged) == exit_done);
  for (const Outcome outcome : {Outcome::unconfirmed, Outcome::superseded, Outcome::offline, Outcome::refused}) {
    CHECK(status({R"({"POWER":"ON"})"}, outcome) == exit_not_done);
  }
  CHECK(status({R"({"Status":{}})", "text"}, std::nullopt) == exit_done);
  CHECK(status({R"({"Status":{}})", R"({"Command":"Error"})"}, std::nullopt) == exit_not_done);
  CHECK(status({R"({"POWER":"ON"})"}, std::nullopt, false) == exit_no_answer);
}
