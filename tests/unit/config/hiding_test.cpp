// Nothing that may be a key or a password is ever printed, however wrong the text around it is.

#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "config/masked_lines.h"
#include "config/reader.h"
#include "parsed.h"

using namespace presad::config;
using presad::config::test::Parsed;
using presad::config::test::told;

namespace {

constexpr std::string_view canary = "s3cr3t";

bool leaks(const std::string& text) { return text.find(canary) != std::string::npos; }

}  // namespace

TEST_CASE("keys that name a secret are known, also mistyped") {
  for (const char* key : {"local_key", "locak_key", "localkey", "Local_Key", "lokal_key", "password", "passwort",
                          "pasword", "passwrod", "secret", "token", "key"}) {
    CAPTURE(key);
    CHECK(names_a_secret(key));
  }
  for (const char* key : {"key_file", "version", "name", "address", "device_id", "cert_file", "profile"}) {
    CAPTURE(key);
    CHECK_FALSE(names_a_secret(key));
  }
}

TEST_CASE("the value of a secret is hidden on every line that is quoted") {
  CHECK(told("a: { local_key: s3cr3t, b: &x 1 }\n") == R"(
f.yaml:1:28: a value that begins with & is an anchor in YAML
    1 | a: { local_key: ••••, b: &x 1 }
      |                          ^  write it in 'single quotes'
1 problem; nothing was started.
)");
}

TEST_CASE("the word for a key that nobody knows is no secret, in the settings and as local_key alone") {
  const auto shown = [](std::string_view text, Content content) { return masked_lines(text, content).front(); };
  CHECK(shown("local_key: unknown  # yet\n", Content::settings) == "local_key: unknown  # yet");
  CHECK(shown("local_key: unknown0123\n", Content::settings) == "local_key: ••••");
  CHECK(shown("password: unknown\n", Content::settings) == "password: ••••");
  CHECK(shown("local_key: unknown\n", Content::secrets) == "local_key: ••••");

  const auto quoted = [](std::string_view text) {
    Parsed parsed(text);
    Reader reader(parsed.document.root(), parsed.document.whole(), "the thing", parsed.diagnostics);
    reader.secret("local_key");
    reader.error("local_key", "is odd");
    return parsed.told();
  };
  CHECK(quoted("local_key: unknown\n").find("| local_key: unknown\n") != std::string::npos);
  CHECK(quoted("local_key: 0123unknown\n").find("| local_key: ••••\n") != std::string::npos);
}

TEST_CASE("a secret in any dress and any company is hidden") {
  for (const std::string_view text : {
           "local_key: s3cr3t\nlocal_key: s3cr3t\n",
           "local_key: 's3cr3t\n",
           "local_key: \"s3cr3t\n",
           "local_key: \"\\q s3cr3t\"\n",
           "local_key: \"s3cr3t\\q\"\n",
           "local_key: !s3cr3t\n",
           "local_key: !s3cr3t x\n",
           "local_key: !<s3cr3t> x\n",
           "local_key: &s3cr3t x\n",
           "local_key: *s3cr3t\n",
           "local_key: @s3cr3t\n",
           "local_key: `s3cr3t\n",
           "local_key: %s3cr3t\n",
           "local_key: {s3cr3t\n",
           "local_key: {{s3cr3t}}\n",
           "local_key: [s3cr3t\n",
           "local_key: [s3cr3t, &a b]\n",
           "local_key: s3cr3t: x\n",
           "local_key: x: s3cr3t\n",
           "local_key: - s3cr3t\n",
           "local_key: s3cr3t\n  more s3cr3t\n",
           "local_key: |\n  s3cr3t\n\tb: 1\n",
           "\tlocal_key: s3cr3t\n",
           "local_key:s3cr3t\n\tb: 1\n",
           "a: {local_key:s3cr3t, b: : }\n",
           "local_key: s3cr3t\xFF\n",
           "local_key: \x01s3cr3t\n",
           "lokal_key: &a s3cr3t\n",
           "password: s3cr3t\n---\n",
           "a: {b: {passwort: s3cr3t, <<: *a}}\n",
           "\"local_key\": \"s3cr3t\" x\n",
           "{local_key: s3cr3t, local_key: s3cr3t}\n",
           "\"a:\n  local_key: s3cr3t\nb\": 1\n",
           "devices\n# a comment ends the text\n   local_key: s3cr3t\n",
       }) {
    CAPTURE(text);
    const Parsed parsed(text);
    CHECK(parsed.diagnostics.has_errors());
    CHECK_FALSE(leaks(parsed.told()));
  }
}

TEST_CASE("in the file of the secrets no value is shown at all") {
  for (const std::string_view text :
       {"a: s3cr3t\na: s3cr3t\n", "a: &x s3cr3t\n", "a: !secret s3cr3t\n", "- s3cr3t\n- &a s3cr3t\n", "a: : s3cr3t\n",
        "a: {b: &c s3cr3t}\n", "a: [s3cr3t, *s3cr3t]\n", "\ta: s3cr3t\n", "&s3cr3t\n", "a: 's3cr3t\n", "s3cr3t\n\tx\n",
        "a\n# b\n  s3cr3t\n"}) {
    CAPTURE(text);
    const Parsed parsed(text, Content::secrets);
    CHECK(parsed.diagnostics.has_errors());
    CHECK_FALSE(leaks(parsed.told()));
  }
}

TEST_CASE("values of keys that nobody knows are hidden, their names are not") {
  const Parsed parsed("known: 1\nwhatever: s3cr3t\nmore:\n  deep: [s3cr3t]\n  <<: 1\n");
  Diagnostics diagnostics = parsed.diagnostics;
  Reader reader(parsed.root(), parsed.document.whole(), "a thing", diagnostics);
  reader.has("known");
  reader.no_more_keys();
  const std::string text = diagnostics.render();
  CHECK_FALSE(leaks(text));
  CHECK(text.find("whatever: ••••") != std::string::npos);
  CHECK(text.find("unknown key \"more\" for a thing") != std::string::npos);
}

TEST_CASE("a device called after a key is shown like any other") {
  CHECK(told("keyboard:\n  version: &x 3.3\n").find("version: &x 3.3") != std::string::npos);
}

TEST_CASE("the name behind !secret is no secret") {
  CHECK(told("{local_key: !secret presa1, b: &x 1}\n").find("{local_key: !secret presa1, b: &x 1}") !=
        std::string::npos);
}
