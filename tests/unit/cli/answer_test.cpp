#include "cli/answer.h"

#include <doctest/doctest.h>

#include "device/command.h"
#include "mqtt/broker.h"
#include "tasmota/reply.h"

using namespace presad;
using namespace presad::cli;

TEST_CASE("what was not done ends with status 1, in presad's own words") {
  CHECK(status_of_answer(tasmota::render_unknown("POWR ON").payload) == 1);
  CHECK(status_of_answer(tasmota::render_error("POWER9 ON").payload) == 1);
  for (const Outcome outcome : {Outcome::unconfirmed, Outcome::offline, Outcome::superseded, Outcome::refused}) {
    CHECK(status_of_answer(tasmota::render_outcome(outcome, "POWER ON").payload) == 1);
  }
  CHECK(status_of_answer(R"( { "Input" : "X" , "Command" : "Unknown" } )") == 1);  // however it is laid out
}

TEST_CASE("Tasmota's normal answer ends with status 0") {
  for (const char* answer :
       {R"({"POWER":"ON"})", R"({"POWER2":"OFF"})", R"({"TelePeriod":300})", R"({"TuyaSend2":"Done"})",
        R"({"Status":{"DeviceName":"Command"}})", R"({"StatusSTS":{"Presad":{"Commands":{"Refused":1}}}})"}) {
    CHECK(status_of_answer(answer) == 0);
  }
}

TEST_CASE("\"Command\" deeper down, as a value, or in another case is no refusal") {
  for (const char* answer : {R"({"Status":{"Command":"Error"}})", R"({"X":"Command"})", R"(["Command"])",
                             R"({"command":"Error"})", "\"Command\"", "Command", ""}) {
    CHECK(status_of_answer(answer) == 0);
  }
}

TEST_CASE("an answer that was cut is no refusal: those are short") {
  const std::string whole = R"({"StatusX":")" + std::string(mqtt::max_payload_size, 'x');
  CHECK(status_of_answer(whole.substr(0, mqtt::max_payload_size + 1)) == 0);
}

TEST_CASE("answers come on RESULT and on STATUS with or without a number, and on nothing else") {
  for (const char* level : {"RESULT", "STATUS", "STATUS0", "STATUS11"}) CHECK(is_answer_level(level));
  for (const char* level : {"POWER", "POWER2", "STATE", "STATUSX", "STATUS1/2", "result", "RESULT/X", ""}) {
    CHECK_FALSE(is_answer_level(level));
  }
}

TEST_CASE("what could leave its level of the topic is no command") {
  for (const char* word : {"Power", "Power2", "_Power", "TuyaSend2", "POWER0"}) CHECK(is_command(word));
  CHECK(is_command(std::string(64, 'x')));
  CHECK_FALSE(is_command(std::string(65, 'x')));
  for (const char* word : {"", "a/b", "+", "#", "Po wer", "Power\n", "P\xC3\xB6wer", "-"})
    CHECK_FALSE(is_command(word));
}
