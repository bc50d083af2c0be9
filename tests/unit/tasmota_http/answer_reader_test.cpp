#include "families/tasmota_http/answer_reader.h"

#include <doctest/doctest.h>

using namespace presad;
using namespace presad::tasmota_http;

TEST_CASE("an answer goes on as it was written, decimals and all") {
  const auto answer = read_answer(200, R"( {"StatusSNS":{"Factor":0.70, "a":[1,{"b":"},{\""}]},"x":1} )");
  REQUIRE(answer);
  CHECK(answer->text == R"({"StatusSNS":{"Factor":0.70, "a":[1,{"b":"},{\""}]},"x":1})");
}

TEST_CASE("of doubled keys the last value counts") {
  const auto answer = read_answer(200, R"({"POWER":"OFF","Dimmer":1,"POWER":"ON"})");
  REQUIRE(answer);
  CHECK(answer->text == R"({"POWER":"ON","Dimmer":1})");
}

TEST_CASE("a password that is wrong is told by its code, and by its warning on old firmware") {
  const char* const need = R"({"WARNING":"Need user=<username>&password=<password>"})";
  CHECK(read_answer(401, need).error().kind == ErrorKind::refused);
  CHECK(read_answer(200, need).error().kind == ErrorKind::refused);
}

TEST_CASE("what is no answer to a command is told from half an answer") {
  CHECK(read_answer(200, R"({"WARNING":"Enter command cmnd="})").error().kind == ErrorKind::unsupported);
  CHECK(read_answer(200, "\n<!DOCTYPE html>").error().kind == ErrorKind::unsupported);
  CHECK(read_answer(404, "").error().kind == ErrorKind::unsupported);
  for (const char* const half : {"", "{", R"({"StatusSTS":{"Time":"2)", "[1]", "null"}) {
    CHECK(read_answer(200, half).error().kind == ErrorKind::malformed);
  }
}

TEST_CASE("silence and refusals are recognised") {
  CHECK(says_nothing(*read_answer(200, "{}")));
  CHECK_FALSE(says_nothing(*read_answer(200, R"({"a":1})")));
  CHECK(is_refusal(*read_answer(200, R"({"Command":"Unknown"})")));
  CHECK(is_refusal(*read_answer(200, R"({"Command":"Error","Input":"POWER5"})")));
  CHECK_FALSE(is_refusal(*read_answer(200, R"({"POWER":"ON"})")));
}
