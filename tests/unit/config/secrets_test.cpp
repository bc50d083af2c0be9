// !secret name, and where its value comes from.

#include <doctest/doctest.h>

#include <string>

#include "parsed.h"

using namespace presad::config;

namespace {

struct Resolved {
  Diagnostics diagnostics;
  Document document;

  Resolved(std::string_view settings, std::string_view secrets) {
    document = Document::parse("presad.yaml", settings, diagnostics);
    const Document values = Document::parse("secrets.yaml", secrets, diagnostics, Content::secrets);
    document.resolve_secrets(&values, "", diagnostics);
  }
  const Node& at(std::string_view key) const { return document.root().find(key)->value; }
  std::string told() const { return "\n" + diagnostics.render(); }
};

}  // namespace

TEST_CASE("a secret's value stands where its name was, hidden, with both places known") {
  const Resolved resolved("a: !secret one\n", "one: '#1: {x}'\n");
  CHECK(resolved.at("a").text == "#1: {x}");
  CHECK(resolved.at("a").hidden);
  CHECK(resolved.at("a").place.column == 4);
  CHECK(resolved.at("a").place.length == 11);
  REQUIRE(resolved.at("a").origin);
  CHECK(resolved.at("a").origin->source->file == "secrets.yaml");
  CHECK(resolved.told() == "\n");
}

TEST_CASE("one secret may be used many times and its name may be quoted") {
  const Resolved resolved("a: !secret one\nb: [!secret 'one', {c: !secret \"one\"}]\n", "one: 1\n");
  CHECK(resolved.at("b").items[0].text == "1");
  CHECK(resolved.at("b").items[1].find("c")->value.text == "1");
}

TEST_CASE("an unknown name is told with the nearest one") {
  CHECK(Resolved("a: !secret presa1\nb: !secret presa2x\n", "presa1: x\npresa2: y\n").told() == R"(
presad.yaml:2:4: there is no secret "presa2x" in secrets.yaml
    2 | b: !secret presa2x
      |    ^~~~~~~~~~~~~~~  did you mean "presa2"?
secrets.yaml:2:1: warning: the secret "presa2" is not used
    2 | presa2: ••••
      | ^~~~~~
1 problem, 1 warning; nothing was started.
)");
}

TEST_CASE("a secret that nobody uses is a warning") {
  const Resolved resolved("a: 1\n", "one: 1\n");
  CHECK_FALSE(resolved.diagnostics.has_errors());
  CHECK(resolved.diagnostics.warnings() == 1);
}

TEST_CASE("without a file of secrets each use is an error that says so") {
  Diagnostics diagnostics;
  Document document = Document::parse("f.yaml", "a: !secret one\n", diagnostics);
  CHECK(document.uses_secrets());
  document.resolve_secrets(nullptr, "there is no secrets.yaml", diagnostics);
  CHECK(diagnostics.render() == R"(f.yaml:1:4: there is no secrets.yaml
    1 | a: !secret one
      |    ^~~~~~~~~~~
1 problem; nothing was started.
)");
}

TEST_CASE("without a use a missing file of secrets is nothing") {
  Diagnostics diagnostics;
  Document document = Document::parse("f.yaml", "a: one\n", diagnostics);
  CHECK_FALSE(document.uses_secrets());
  document.resolve_secrets(nullptr, "there is no secrets.yaml", diagnostics);
  CHECK(diagnostics.render().empty());
}

TEST_CASE("secrets that are no single values are told where they stand") {
  const std::string text = Resolved("a: !secret one\nb: !secret two\n", "one: [1]\ntwo:\n").told();
  CHECK(text.find("secrets.yaml:1:6: the secret \"one\" must be a single value") != std::string::npos);
  CHECK(text.find("secrets.yaml:2:1: the secret \"two\" must be a single value") != std::string::npos);
}

TEST_CASE("a file of secrets that is a list is told once, however many ask for it") {
  const Resolved resolved("a: !secret one\nb: !secret two\n", "- one\n- two\n");
  CHECK(resolved.diagnostics.errors() == 1);
  CHECK(resolved.told().find("secrets.yaml:1:1: the secrets must be names and values") != std::string::npos);
}

TEST_CASE("an empty file of secrets has none") {
  for (const std::string_view empty : {"", "{}", "# nothing yet\n"}) {
    CAPTURE(empty);
    CHECK(Resolved("a: !secret one\n", empty).told().find("there is no secret \"one\"") != std::string::npos);
    CHECK(Resolved("a: one\n", empty).told() == "\n");
  }
}

TEST_CASE("!secret needs a name, and a value to stand for") {
  CHECK(presad::config::test::told("a: !secret\n").find("f.yaml:1:4: !secret needs a name") != std::string::npos);
  CHECK(presad::config::test::told("a: !secret [x]\n").find("f.yaml:1:4: !secret needs a name") != std::string::npos);
  CHECK(presad::config::test::told("{!secret a: 1}\n").find("!secret stands for values, not for names") !=
        std::string::npos);
}
