#include "cli/command_line.h"

#include <doctest/doctest.h>

#include <array>
#include <string>
#include <vector>

using namespace presad::cli;

namespace {

/// What the last verb was run with.
struct Ran {
  std::string verb;
  std::string option;
  bool flag = false;
  std::string word;
  std::vector<std::string> words;
  unsigned number = 0;
};
Ran ran;

Action declare_look(Arguments& arguments) {
  arguments.option("--config", ran.option, "a file", "FILE");
  arguments.flag("--json", ran.flag, "as JSON");
  arguments.number("--timeout", ran.number, "how long", "S", 1, 60);
  return [] {
    ran.verb = "look";
    return 7;
  };
}

Action declare_set(Arguments& arguments) {
  arguments.word("topic", ran.word, "the device");
  arguments.words("values", ran.words, "what to set");
  return [] {
    ran.verb = "set";
    return 0;
  };
}

Action declare_nested(Arguments& arguments) {
  arguments.flag("--write", ran.flag, "writes it");
  return [] {
    ran.verb = "config fmt";
    return 5;
  };
}

constexpr std::array verbs = {Verb{"look", "looks", declare_look}, Verb{"set", "sets", declare_set},
                              Verb{"config", "groups", nullptr}, Verb{"config fmt", "formats", declare_nested}};

int run(std::vector<const char*> words) {
  ran = {};
  words.insert(words.begin(), "presa");
  return run_command_line(static_cast<int>(words.size()), words.data(), verbs, "1.2.3");
}

}  // namespace

TEST_CASE("no word at all is a usage error") { CHECK(run({}) == 64); }

TEST_CASE("a verb runs with its options, and its status is the program's") {
  CHECK(run({"look", "--config", "x.yaml", "--json"}) == 7);
  CHECK(ran.verb == "look");
  CHECK(ran.option == "x.yaml");
  CHECK(ran.flag);
}

TEST_CASE("a number is a whole one within its limits, or the command line is not understood") {
  CHECK(run({"look", "--timeout", "60"}) == 7);
  CHECK(ran.number == 60);
  for (const char* wrong : {"0", "61", "-1", "soon", "1.5", "4294967297", ""}) {
    CHECK(run({"look", "--timeout", wrong}) == exit_usage);
    CHECK(ran.verb.empty());
  }
}

TEST_CASE("words come as they were typed: numbers, lists, JSON, blanks, and behind -- with a dash") {
  for (const char* value : {"9,120", " [1,2]", "{}", R"({"a":[1,2]})", "a b", "#00FF00", "%%"}) {
    CHECK(run({"set", "presa1", value}) == 0);
    INFO(value);
    CHECK(ran.words == std::vector<std::string>{value});
  }
  CHECK(run({"set", "presa1", "[1,2]"}) == exit_usage);  // rather than something else than what was typed
  CHECK(run({"set", "presa1", "--", "-1"}) == 0);
  CHECK(ran.words == std::vector<std::string>{"-1"});
}

TEST_CASE("a verb of a group runs behind its group's name, and a group alone is no verb") {
  CHECK(run({"config", "fmt", "--write"}) == 5);
  CHECK(ran.verb == "config fmt");
  CHECK(ran.flag);
  CHECK(run({"config"}) == exit_usage);
  CHECK(run({"config", "ftm"}) == exit_usage);
  CHECK(run({"fmt"}) == exit_usage);
  CHECK(run({"config", "--help"}) == 0);
}

TEST_CASE("words go where the verb wants them") {
  CHECK(run({"set", "presa1", "1=true", "18=3"}) == 0);
  CHECK(ran.word == "presa1");
  CHECK(ran.words == std::vector<std::string>{"1=true", "18=3"});
}

TEST_CASE("a command line that cannot be understood runs nothing and ends with status 64") {
  for (const std::vector<const char*>& words : {std::vector<const char*>{},
                                                {"lokk"},
                                                {"look", "--bogus"},
                                                {"look", "extra"},
                                                {"set"},
                                                {"look", "--config"},
                                                {"look", "set", "x"}}) {
    CHECK(run(words) == exit_usage);
    CHECK(ran.verb.empty());
  }
}

TEST_CASE("help and version are no mistakes, and run nothing") {
  CHECK(run({"--help"}) == 0);
  CHECK(run({"--version"}) == 0);
  CHECK(run({"look", "--help"}) == 0);
  CHECK(ran.verb.empty());
}
