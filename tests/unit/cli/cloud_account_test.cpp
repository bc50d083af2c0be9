#include "cli/cloud_account.h"

#include <doctest/doctest.h>

namespace presad::cli {

TEST_CASE("what is kept is read again to the last sign") {
  for (const char* const secret :
       {"plain", "'\"\\#: {}[]!&*%@`|>-", " blanks ", "true", "017", "ÿ€𝄞", "!secret x", "a\tb"}) {
    CAPTURE(secret);
    const CloudAccount account{{"abc-DEF_1", SecretText(secret)}, "eu", "bff7e612edf4edb899uaiz"};
    const auto again = parse_cloud_account("kept", render_cloud_account(account));
    if (std::string_view(secret).find('\t') != std::string_view::npos) {
      CHECK(!again);  // a secret is one line of print: nobody is given another
      continue;
    }
    REQUIRE(again);
    CHECK(again->credentials.access_id == account.credentials.access_id);
    CHECK(again->credentials.access_secret == account.credentials.access_secret);
    CHECK(again->region == "eu");
    CHECK(again->device_id == account.device_id);
  }
}

TEST_CASE("region and device_id may be left out") {
  const auto account = parse_cloud_account("f", "access_id: a\naccess_secret: b\n");
  REQUIRE(account);
  CHECK(account->region.empty());
  CHECK(account->device_id.empty());
  const auto again = parse_cloud_account("f", render_cloud_account(*account));
  REQUIRE(again);
  CHECK(again->region.empty());
}

TEST_CASE("every finding is told at once, with its place, and the secret in none of them") {
  const auto account =
      parse_cloud_account("f", "access_id: 'a b'\naccess_secret: hunter2\nregion: mars\ncolour: hunter2\n");
  REQUIRE(!account);
  CHECK(account.error().kind == ErrorKind::bad_config);
  const std::string& said = account.error().what;
  CHECK(said.find("f:1:12: an Access ID consists of letters and digits") != std::string::npos);
  CHECK(said.find("f:3:9: no such region") != std::string::npos);
  CHECK(said.find("f:4:1: ") != std::string::npos);
  CHECK(said.find("hunter2") == std::string::npos);
}

TEST_CASE("without id or secret nothing can be asked") {
  CHECK(!parse_cloud_account("f", ""));
  CHECK(!parse_cloud_account("f", "- a\n"));
  CHECK(!parse_cloud_account("f", "access_id: a\n"));
  CHECK(!parse_cloud_account("f", "access_secret: a\n"));
  CHECK(!check_credentials({"", SecretText("x")}));
  CHECK(!check_credentials({"a: b", SecretText("x")}));
  CHECK(!check_credentials({"a\r\nHost: x", SecretText("x")}));
  CHECK(!check_credentials({"a", SecretText("")}));
  CHECK(check_credentials({"a", SecretText("x")}).has_value());
}

}  // namespace presad::cli
