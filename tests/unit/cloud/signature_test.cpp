// lib/cloud/signature.h and request.h against the example that the vendor's documentation works out.

#include "cloud/signature.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "cloud/request.h"
#include "support/vector_file.h"

namespace presad::cloud {

namespace {

using test::Vector;

const Credentials someone{"1KAD46OrT9HafiKdsXeg", SecretText("4OHBOnWOqaEC1mWXOpVL3yV50s0qGSRC")};
constexpr WallTime then{std::chrono::milliseconds(1588925778000)};

std::string header(const SignedRequest& request, const std::string& name) {
  for (const std::string& line : request.headers) {
    if (line.starts_with(name + ": ")) return line.substr(name.size() + 2);
  }
  return {};
}

}  // namespace

TEST_CASE("what the vendor's documentation signs is signed the same") {
  int seen = 0;
  for (const Vector& vector : test::load_vectors(test::own_vectors() / "cloud")) {
    CAPTURE(vector.name());
    const Credentials credentials{vector.text("client_id"), SecretText(vector.text("secret"))};
    const std::string text =
        string_to_sign(vector.text("method"), "", vector.texts("signed_headers"), vector.text("url"));
    CHECK(text == vector.text("string_to_sign"));
    CHECK(sign(credentials, vector.text("access_token"), vector.text("t"), vector.text("nonce"), text) ==
          vector.text("sign"));
    ++seen;
  }
  CHECK(seen == 2);
}

TEST_CASE("a request carries what it was signed with, in milliseconds, and its token only where there is one") {
  const SignedRequest first = sign_request(someone, {"/v1.0/token", {{"grant_type", "1"}}, {}}, then, "abc");
  CHECK(first.target == "/v1.0/token?grant_type=1");
  CHECK(header(first, "client_id") == someone.access_id);
  CHECK(header(first, "t") == "1588925778000");
  CHECK(header(first, "nonce") == "abc");
  CHECK(header(first, "sign_method") == "HMAC-SHA256");
  CHECK(header(first, "sign") ==
        sign(someone, "", "1588925778000", "abc", string_to_sign("GET", "", {}, "/v1.0/token?grant_type=1")));
  CHECK(std::none_of(first.headers.begin(), first.headers.end(),
                     [](const std::string& line) { return line.starts_with("access_token"); }));

  const SignedRequest second = sign_request(someone, {"/v1.0/devices/x", {}, SecretText("token")}, then, "abc");
  CHECK(header(second, "access_token") == "token");
  CHECK(header(second, "sign") ==
        sign(someone, "token", "1588925778000", "abc", string_to_sign("GET", "", {}, "/v1.0/devices/x")));
}

TEST_CASE("a query is sorted, signed as it is and sent escaped") {
  const SignedRequest request =
      sign_request(someone, {"/p", {{"size", "50"}, {"last_row_key", "a b/&=+%"}}, {}}, then, "n");
  CHECK(request.target == "/p?last_row_key=a%20b%2F%26%3D%2B%25&size=50");
  CHECK(header(request, "sign") ==
        sign(someone, "", "1588925778000", "n", string_to_sign("GET", "", {}, "/p?last_row_key=a b/&=+%&size=50")));
}

TEST_CASE("the secret is in no part of a request") {
  const SignedRequest request = sign_request(someone, {"/v1.0/token", {{"grant_type", "1"}}, {}}, then, "abc");
  CHECK(request.target.find(someone.access_secret.reveal()) == std::string::npos);
  for (const std::string& line : request.headers) CHECK(line.find(someone.access_secret.reveal()) == std::string::npos);
}

}  // namespace presad::cloud
