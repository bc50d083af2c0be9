#include "control/request.h"

#include <doctest/doctest.h>

#include <vector>

using namespace presad;
using namespace presad::control;
using namespace std::chrono_literals;

namespace {

Refusal refused(std::string_view line) {
  const ParsedRequest parsed = parse_request(line);
  REQUIRE(std::holds_alternative<Refusal>(parsed));
  return std::get<Refusal>(parsed);
}

}  // namespace

TEST_CASE("every request that is rendered is read as the same") {
  const std::vector<Request> requests = {
      AskStatus{},
      AskStatus{"presa1", ""},
      AskStatus{"", "presa200"},
      AskGet{"presa1"},
      AskCommand{"presa1", "Power", "ON", 5s},
      AskCommand{"presa1", "Status", "", 1h},
      AskCommand{"presa1", "TuyaSend3", "5,\"quoted\" \\ {\"a\":[1]}\n\t\x01 ü", 40s},
      AskHeard{},
      AskWatch{},
      AskWatch{{"presa1", "strip1"}},
  };
  for (const Request& request : requests) {
    std::string line = render_request(request);
    CAPTURE(line);
    REQUIRE(line.ends_with('\n'));
    line.pop_back();
    CHECK(line.find('\n') == std::string::npos);
    const ParsedRequest parsed = parse_request(line);
    REQUIRE(std::holds_alternative<Request>(parsed));
    CHECK(std::get<Request>(parsed) == request);
  }
}

TEST_CASE("a request is written as anybody may write it by hand") {
  CHECK(render_request(AskCommand{"presa1", "Power", "ON", 5s}) ==
        R"({"method":"presad1.Command","parameters":{"topic":"presa1","word":"Power","payload":"ON","deadline_s":5}})"
        "\n");
  const auto parsed = parse_request(R"({ "method" : "presad1.Status" })");
  REQUIRE(std::holds_alternative<Request>(parsed));
  CHECK(std::get<Request>(parsed) == Request(AskStatus{}));
}

TEST_CASE("what is no request is refused with what was wrong") {
  CHECK(refused("").name == "RequestInvalid");
  CHECK(refused("Power ON").name == "RequestInvalid");
  CHECK(refused("[]").name == "RequestInvalid");
  CHECK(refused("{}").name == "RequestInvalid");
  CHECK(refused(R"({"method":7})").name == "RequestInvalid");
  CHECK(refused(std::string(max_request_size + 1, ' ')).name == "RequestInvalid");
  CHECK(refused(R"({"method":"presad1.Status","parameters":{"a":{"b":{"c":{"d":1}}}}})").name == "RequestInvalid");
  CHECK(refused(R"({"method":"presad1.Status","parameters":[]})").name == "ParameterInvalid");
}

TEST_CASE("a method of nobody's, or of another version, is told the methods there are") {
  for (const char* method : {"Status", "presad2.Status", "presad1.", "presad1.Reboot", "presad1.status"}) {
    const Refusal refusal = refused(R"({"method":")" + std::string(method) + R"("})");
    CHECK(refusal.name == "MethodUnknown");
    CHECK(refusal.what.find("presad1.Status, presad1.Get") != std::string::npos);
  }
}

TEST_CASE("a parameter that is missing or wrong is named") {
  const auto what = [](std::string_view method, std::string_view parameters) {
    const Refusal refusal =
        refused("{\"method\":\"presad1." + std::string(method) + "\",\"parameters\":" + std::string(parameters) + "}");
    CHECK(refusal.name == "ParameterInvalid");
    return refusal.what;
  };
  CHECK(what("Get", "{}") == "\"topic\" is missing");
  CHECK(what("Get", R"({"topic":""})") == "\"topic\" is empty");
  CHECK(what("Get", R"({"topic":1})") == "\"topic\" is not a text");
  CHECK(what("Get", R"({"topic":")" + std::string(300, 'x') + R"("})") == "\"topic\" is too long");
  CHECK(what("Command", R"({"topic":"a"})") == "\"word\" is missing");
  CHECK(what("Command", R"({"topic":"a","word":"Power","payload":true})") == "\"payload\" is not a text");
  for (const char* seconds : {"0", "-1", "3601", "1.5", "\"5\""}) {
    CHECK(what("Command", R"({"topic":"a","word":"Power","deadline_s":)" + std::string(seconds) + "}") ==
          "\"deadline_s\" is not a whole number from 1 to 3600");
  }
  CHECK(what("Watch", R"({"topics":"a"})") == "\"topics\" is not a list");
  CHECK(what("Watch", R"({"topics":["a",""]})") == "\"topics\" holds something that is no topic");
  CHECK(what("Status", R"({"after":[]})") == "\"after\" is not a text");
}
