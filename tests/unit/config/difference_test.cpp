#include "config/difference.h"

#include <doctest/doctest.h>

#include <string>

#include "config/masked_lines.h"

using namespace presad::config;

TEST_CASE("texts that are the same have no difference") {
  CHECK(render_difference("f", "a: 1\n", "a: 1\n", Content::settings) == "");
}

TEST_CASE("changes are shown with three lines around them, those near each other together") {
  const std::string before = "1:\n2:\n3:\n4:\n5:\n6:\n7:\n8:\n9:\n10:\n11:\n12:\n13:\n14:\n15:\n16:\n";
  const std::string after = "1:\n2:\n3:\n4:\nfive:\n6:\n7:\n8:\n9:\n10:\n11:\n12:\n13:\n14:\n15:\nnew:\n16:\n";
  CHECK(render_difference("f.yaml", before, after, Content::settings) ==
        "--- f.yaml\n+++ f.yaml\n"
        "@@ -2,7 +2,7 @@\n 2:\n 3:\n 4:\n-5:\n+five:\n 6:\n 7:\n 8:\n"
        "@@ -13,4 +13,5 @@\n 13:\n 14:\n 15:\n+new:\n 16:\n");
  CHECK(render_difference("f", "", "a: 1\n", Content::settings) == "--- f\n+++ f\n@@ -0,0 +1 @@\n+a: 1\n");
  CHECK(render_difference("f", "a: 1\n", "", Content::settings) == "--- f\n+++ f\n@@ -1 +0,0 @@\n-a: 1\n");
}

TEST_CASE("a changed secret shows as a change, and not what it was or is") {
  const std::string before = "a: 'first secret'  # mine\nb: 2\n";
  const std::string after = "a: 'other secret'  # mine\nb: 2\n";
  CHECK(render_difference("s", before, after, Content::secrets) ==
        "--- s\n+++ s\n@@ -1,2 +1,2 @@\n-a: ••••  # mine\n+a: ••••  # mine\n b: ••••\n");
  CHECK(render_difference("s", before, after, Content::secrets, Secrets::shown).find("'other secret'") !=
        std::string::npos);
}

TEST_CASE("keys and passwords are hidden wherever they may stand") {
  const auto masked = [](std::string_view text, Content content = Content::settings) {
    std::string all;
    for (const std::string& line : masked_lines(text, content)) all += line + '\n';
    return all;
  };
  CHECK(masked("d: { type: tuya, local_key: abc, name: x }\n") == "d: { type: tuya, local_key: ••••, name: x }\n");
  CHECK(masked("local_key: !secret a\npassword: 'p'\n") == "local_key: !secret a\npassword: ••••\n");
  CHECK(masked("  # local_key: abc # x\n  # local_key: !secret a\n  # name: abc\na: b\n") ==
        "  # local_key: ••••\n  # local_key: !secret a\n  # name: abc\na: b\n");
  CHECK(masked("a: b  # local_key: abc\n") == "a: b  # local_key: ••••\n");
  CHECK(masked("a: 'b'  # was: abc\n", Content::secrets) == "a: ••••  # was: ••••\n");
  CHECK(masked("# old: abc\n# note\na: b\n", Content::secrets) == "# old: ••••\n# note\na: ••••\n");
  CHECK(masked("a: 'abc\nb: c\n", Content::secrets) == "a: ••••\n••••\n");
  CHECK(masked("a: b: c\n", Content::secrets) == "••••\n");
  CHECK(masked("a: { x: abc,\n  y: abc }\nb: c\n", Content::secrets) == "a: { x: ••••,\n  y: •••• }\nb: ••••\n");
}

TEST_CASE("texts too long to be compared line by line are still shown, and in bounded time") {
  std::string before, after;
  for (int i = 0; i < 5000; ++i) {
    before += "a" + std::to_string(i) + ": 1\n";
    after += "b" + std::to_string(i) + ": 1\n";
  }
  const std::string told = render_difference("f", before, after, Content::settings);
  CHECK(told.find("-a4999: 1\n+b0: 1\n") != std::string::npos);
}
