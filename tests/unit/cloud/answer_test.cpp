#include "cloud/answer.h"

#include <doctest/doctest.h>

namespace presad::cloud {

TEST_CASE("a success has a result, a refusal a code and words, both the server's time") {
  const auto good = read_answer(200, R"({"success":true,"t":1588925778000,"result":{"uid":"eu1"}})");
  REQUIRE(good);
  CHECK(good->success);
  CHECK(good->time_ms == 1588925778000);
  CHECK(text_of(good->result, "uid", 64) == "eu1");

  const auto bad = read_answer(200, R"({"code":1004,"msg":"sign invalid","success":false,"t":1})");
  REQUIRE(bad);
  CHECK(!bad->success);
  CHECK(bad->code == 1004);
  CHECK(bad->message == "sign invalid");
  CHECK(read_answer(403, R"({"code":"28841002","success":false})")->code == 28841002);
}

TEST_CASE("what is no answer is said to be none, with the HTTP status where that tells something") {
  for (const char* const bad :
       {"", "<html>", "[]", "{}", R"({"success":1})", R"({"success":true})", R"({"success":true,)"}) {
    CAPTURE(bad);
    const auto answer = read_answer(200, bad);
    REQUIRE(!answer);
    CHECK(answer.error().kind == ErrorKind::malformed);
  }
  CHECK(read_answer(502, "<html>").error().what == "it answers with HTTP status 502 and nothing readable");
}

TEST_CASE("an answer beyond the limits is refused, a message is cut") {
  CHECK(!read_answer(200, std::string(max_answer_size + 1, ' ')));
  std::string many = R"({"success":true,"result":[0)";
  for (int i = 0; i < 200'000; ++i) many += ",0";
  CHECK(!read_answer(200, many + "]}"));
  const auto long_words = read_answer(200, R"({"success":false,"code":1,"msg":")" + std::string(5000, 'x') + "\"}");
  REQUIRE(long_words);
  CHECK(long_words->message.size() == 300);
}

TEST_CASE("a text is taken when it is one line of UTF-8 that is not too long") {
  const Json object = *parse_json(R"({"good":"Küche","control":"a\nb","long":"123456","number":1})");
  CHECK(text_of(object, "good", 6) == "Küche");
  CHECK(text_of(object, "control", 64).empty());
  CHECK(text_of(object, "long", 5).empty());
  CHECK(text_of(object, "number", 5).empty());
  CHECK(text_of(object, "absent", 5).empty());
}

TEST_CASE("a word needs no escape in a path") {
  CHECK(is_word("bff7-e6_12", 10));
  for (const char* const bad : {"", "a/b", "..", "a b", "a%2e", "a?b", "ü", "12345678901"}) CHECK(!is_word(bad, 10));
}

}  // namespace presad::cloud
