// What the verbs declare becomes a script for each shell. That shells complete with it:
// tests/papers/test_completion.py.

#include "cli/completion_text.h"

#include <doctest/doctest.h>

#include <array>
#include <string>

using namespace presad::cli;

namespace {

std::string target;
bool flag = false;
unsigned number = 5;

Action declare_look(Arguments& arguments) {
  arguments.word("TOPIC[/RELAY]", target, "the device");
  arguments.word("COMMAND", target, "what to do");
  arguments.option("--config", target, "it's [a: file]", "FILE");
  arguments.flag("--json", flag, "as JSON");
  arguments.flag("--secret", flag, "");
  arguments.number("--timeout", number, "how long", "S", 1, 60);
  return {};
}

Action declare_shell(Arguments& arguments) {
  arguments.word("a|b", target, "which");
  return {};
}

constexpr std::array verbs = {Verb{"look", "looks: 'about'", declare_look}, Verb{"config", "groups", nullptr},
                              Verb{"config fmt", "formats", declare_shell}};

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("each script names every verb and every option, and none that is told to nobody") {
  for (const char* shell : {"bash", "zsh", "fish"}) {
    const std::string script = render_completion(shell, verbs);
    INFO(script);
    for (const char* word : {"look", "config", "fmt", "json", "timeout", "completion --topics"}) {
      CHECK(has(script, word));
    }
    CHECK_FALSE(has(script, "secret"));
  }
  CHECK(render_completion("csh", verbs).empty());
}

TEST_CASE("an apostrophe, a colon and a bracket in the words of a verb end no quotes of the shell's") {
  const std::string zsh = render_completion("zsh", verbs);
  CHECK(has(zsh, R"('look:looks\: '\''about'\''')"));
  CHECK(has(zsh, R"('--config[it'\''s \[a\: file\]]:FILE:_files')"));
  CHECK(has(render_completion("fish", verbs), R"(-l config -r -F -d 'it\'s [a: file]')"));
}

TEST_CASE("bash knows which options take a file, which another value, and what the first word is") {
  const std::string bash = render_completion("bash", verbs);
  CHECK(has(bash, "    --config)\n"));
  CHECK(has(bash, "    --timeout) return ;;"));
  CHECK(has(bash, "'look') options='--help --config --json --timeout' words='topics' ;;"));
  CHECK(has(bash, "'config fmt') options='--help' words='listed' listed='a b' ;;"));
}
