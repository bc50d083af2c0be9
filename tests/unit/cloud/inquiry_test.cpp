// The whole of an inquiry against a cloud that is written down: path and query in, body out.

#include "cloud/inquiry.h"

#include <doctest/doctest.h>

#include <functional>

namespace presad::cloud {

namespace {

using namespace std::string_literals;

constexpr WallTime now{std::chrono::milliseconds(1588925778000)};

std::string success(const std::string& result) {
  return R"({"success":true,"t":1588925778000,"result":)" + result + "}";
}

std::string refusal(std::int64_t code, const std::string& words) {
  return R"({"success":false,"t":1588925778000,"code":)" + std::to_string(code) + R"(,"msg":")" + words + "\"}";
}

std::string token(const std::string& access, const std::string& refresh = "") {
  return success(R"({"access_token":")" + access + R"(","refresh_token":")" + refresh + R"(","expire_time":7200})");
}

std::string url_of(const Ask& ask) {
  std::string url = ask.path;
  for (const auto& [key, value] : ask.query) url += (url == ask.path ? "?" : "&") + key + '=' + value;
  return url;
}

/// Asks to the end. Each question is noted as "path?query" with " (token)" behind it.
struct Conversation {
  std::function<std::string(const Ask&)> cloud;
  std::vector<std::string> asked = {};

  Result<Found> run(const std::string& device_id = "") {
    Inquiry inquiry(device_id);
    Inquiry::Step step = inquiry.start();
    for (int i = 0; i < 1000; ++i) {
      if (!step) return step.error();
      if (auto* const found = std::get_if<Found>(&*step)) return std::move(*found);
      const Ask ask = std::get<Ask>(*step);
      asked.push_back(url_of(ask) + (ask.access_token.empty() ? "" : " (" + ask.access_token.reveal() + ")"));
      step = inquiry.on_answer(200, cloud(ask), now);
    }
    FAIL("it asks without end");
    return fail(ErrorKind::malformed, "");
  }
};

std::string device(const std::string& id, const std::string& more = "") {
  return R"({"id":")" + id + R"(","name":")" + id + R"(","uid":"eu1","local_key":"0123456789abcdef")" + more + "}";
}

/// A cloud of two devices in one account.
std::string small_cloud(const Ask& ask) {
  if (ask.path == "/v1.0/token") return token("T1", "R1");
  if (ask.path == "/v1.0/devices/bf1") return success(R"({"id":"bf1","uid":"eu1"})");
  if (ask.path == "/v1.0/users/eu1/devices") return success("[" + device("bf1") + "," + device("bf2") + "]");
  if (ask.path == "/v1.0/iot-01/associated-users/devices") {
    return success(R"({"devices":[)" + device("bf1") + "," + device("bf2") + R"(],"has_more":false})");
  }
  if (ask.path == "/v1.3/iot-03/devices") return success(R"({"list":[],"has_more":false})");
  if (ask.path == "/v1.0/devices/factory-infos") return success(R"([{"id":"bf2","mac":"5ccf7f530102"}])");
  return refusal(1108, "uri path invalid");
}

}  // namespace

TEST_CASE("by a device: whose it is, that account's devices, their details, their hardware") {
  Conversation talk{small_cloud};
  const auto found = talk.run("bf1");
  REQUIRE(found);
  CHECK(talk.asked == std::vector{"/v1.0/token?grant_type=1"s, "/v1.0/devices/bf1 (T1)"s,
                                  "/v1.0/users/eu1/devices (T1)"s,
                                  "/v1.3/iot-03/devices?page_size=50&source_type=tuyaUser&source_id=eu1 (T1)"s,
                                  "/v1.0/devices/factory-infos?device_ids=bf1,bf2 (T1)"s});
  REQUIRE(found->devices.size() == 2);
  CHECK(found->devices[0].id == "bf1");
  CHECK(found->devices[1].mac == "5ccf7f530102");
  CHECK(found->remarks.empty());
}

TEST_CASE("without a device: all linked accounts, page after page") {
  Conversation talk{[](const Ask& ask) {
    if (ask.path != "/v1.0/iot-01/associated-users/devices") return small_cloud(ask);
    const std::string url = url_of(ask);
    if (url.ends_with("last_row_key=a b")) return success(R"({"devices":[)" + device("bf3") + R"(],"has_more":false})");
    return success(R"({"devices":[)" + device("bf1") + R"(],"has_more":true,"last_row_key":"a b"})");
  }};
  const auto found = talk.run();
  REQUIRE(found);
  CHECK(talk.asked[1] == "/v1.0/iot-01/associated-users/devices?size=50 (T1)");
  CHECK(talk.asked[2] == "/v1.0/iot-01/associated-users/devices?size=50&last_row_key=a b (T1)");
  CHECK(found->devices.size() == 2);
}

TEST_CASE("the hardware's addresses are asked for in twenties") {
  Conversation talk{[](const Ask& ask) {
    if (ask.path != "/v1.0/users/eu1/devices") return small_cloud(ask);
    std::string all;
    for (int i = 0; i < 41; ++i) all += (i == 0 ? "" : ",") + device("bf" + std::to_string(100 + i));
    return success("[" + all + "]");
  }};
  REQUIRE(talk.run("bf1"));
  REQUIRE(talk.asked.size() == 7);
  CHECK(talk.asked[6] == "/v1.0/devices/factory-infos?device_ids=bf140 (T1)");
}

TEST_CASE("a token that runs out in the middle is renewed and the same page asked for again") {
  bool expired = false;
  Conversation talk{[&](const Ask& ask) {
    if (ask.path == "/v1.0/token/R1") return token("T2", "R2");
    if (ask.path == "/v1.0/users/eu1/devices" && !std::exchange(expired, true))
      return refusal(1010, "token is expired");
    return small_cloud(ask);
  }};
  REQUIRE(talk.run("bf1"));
  CHECK(talk.asked[2] == "/v1.0/users/eu1/devices (T1)");
  CHECK(talk.asked[3] == "/v1.0/token/R1");
  CHECK(talk.asked[4] == "/v1.0/users/eu1/devices (T2)");
}

TEST_CASE("where the refresh token is refused the project's credentials give a new one") {
  bool expired = false;
  Conversation talk{[&](const Ask& ask) {
    if (ask.path == "/v1.0/token/R1") return refusal(1011, "token invalid");
    if (ask.path == "/v1.0/devices/bf1" && !std::exchange(expired, true)) return refusal(1011, "token invalid");
    return small_cloud(ask);
  }};
  REQUIRE(talk.run("bf1"));
  CHECK(talk.asked[3] == "/v1.0/token?grant_type=1");
  CHECK(talk.asked[4] == "/v1.0/devices/bf1 (T1)");
}

TEST_CASE("tokens that are never taken are renewed once and then given up") {
  Conversation talk{[](const Ask& ask) {
    if (ask.path.starts_with("/v1.0/token")) return token("T", "R");
    return refusal(1010, "token is expired");
  }};
  const auto found = talk.run("bf1");
  REQUIRE(!found);
  CHECK(found.error().kind == ErrorKind::refused);
  CHECK(talk.asked.size() == 4);
}

TEST_CASE("a refusal names what was asked, the code, the server's words, the cause and the cure") {
  Conversation talk{[](const Ask& ask) {
    if (ask.path != "/v1.0/devices/bf1") return small_cloud(ask);
    return refusal(28841002, "No permissions. Your subscription to cloud development plan has expired.");
  }};
  const auto found = talk.run("bf1");
  REQUIRE(!found);
  CHECK(found.error().kind == ErrorKind::refused);
  CHECK(
      found.error().what.starts_with("it refuses the account of device bf1: 28841002 \"No permissions. Your "
                                     "subscription to cloud development plan has "
                                     "expired.\".\nThe trial of the cloud service has run out"));
}

TEST_CASE("a refused token is told by its cause") {
  Conversation talk{[](const Ask&) { return refusal(1004, "sign invalid"); }};
  const auto found = talk.run();
  REQUIRE(!found);
  CHECK(found.error().what.starts_with("it refuses a token: 1004 \"sign invalid\".\nThe Access Secret"));
}

TEST_CASE("a clock that is off is measured by the server's") {
  Conversation talk{
      [](const Ask&) { return R"({"success":false,"code":1013,"msg":"request time is invalid","t":1588929378000})"s; }};
  CHECK(talk.run().error().what.find("This computer's clock is 60 min behind the server's") != std::string::npos);
  talk.cloud = [](const Ask&) { return R"({"success":false,"code":1013,"t":-9223372036854775808})"s; };
  CHECK(talk.run().error().what.find("differ too much") != std::string::npos);
}

TEST_CASE("words that hold the token or obey a terminal are not passed on") {
  Conversation talk{[](const Ask& ask) {
    if (ask.path == "/v1.0/token") return token("SECRETTOKEN");
    return refusal(7, "you with SECRETTOKEN");
  }};
  CHECK(talk.run().error().what == "it refuses the devices, page 1: 7");
  talk.cloud = [](const Ask&) { return refusal(7, "\\u001b[2J"); };
  CHECK(talk.run().error().what == "it refuses a token: 7 \"\\x1b[2J\"");
}

TEST_CASE("details and hardware may be refused: the devices are there, a remark says what is missing") {
  Conversation talk{[](const Ask& ask) {
    if (ask.path == "/v1.0/users/eu1/devices")
      return success("[" + device("bf1") + "," + device("bf2", R"(,"sub":true)") + "]");
    if (ask.path == "/v1.3/iot-03/devices") return refusal(28841105, "not authorized");
    if (ask.path == "/v1.0/devices/factory-infos") return "<html>"s;
    return small_cloud(ask);
  }};
  const auto found = talk.run("bf1");
  REQUIRE(found);
  CHECK(found->devices.size() == 2);
  REQUIRE(found->remarks.size() == 2);
  CHECK(found->remarks[0].starts_with("The hardware's addresses (mac) could not be had"));
  CHECK(found->remarks[1].starts_with("Keys or gateways that are missing could not be asked for: it refuses"));
}

TEST_CASE("details that nobody misses are refused without a word") {
  Conversation talk{[](const Ask& ask) {
    return ask.path == "/v1.3/iot-03/devices" ? refusal(28841105, "not authorized") : small_cloud(ask);
  }};
  const auto found = talk.run("bf1");
  REQUIRE(found);
  CHECK(found->remarks.empty());
}

TEST_CASE("an account without devices is no failure") {
  Conversation talk{[](const Ask& ask) {
    return ask.path == "/v1.0/iot-01/associated-users/devices" ? success(R"({"devices":[],"has_more":false})")
                                                               : small_cloud(ask);
  }};
  const auto found = talk.run();
  REQUIRE(found);
  CHECK(found->devices.empty());
  CHECK(talk.asked.size() == 2);
}

TEST_CASE("pages in circles and pages without end are given up") {
  Conversation same{[](const Ask& ask) {
    if (ask.path != "/v1.0/iot-01/associated-users/devices") return small_cloud(ask);
    return success(R"({"devices":[],"has_more":true,"last_row_key":"x"})");
  }};
  CHECK(same.run().error().what == "its answer cannot be used: its pages lead nowhere");
  CHECK(same.asked.size() == 3);

  int page = 0;
  Conversation endless{[&](const Ask& ask) {
    if (ask.path != "/v1.0/iot-01/associated-users/devices") return small_cloud(ask);
    return success(R"({"devices":[],"has_more":true,"last_row_key":"x)" + std::to_string(++page) + "\"}");
  }};
  CHECK(endless.run().error().what == "its answer cannot be used: it goes on and on");
  CHECK(endless.asked.size() == Inquiry::max_questions);
}

TEST_CASE("a user or token that would lead elsewhere is no part of a path") {
  Conversation owner{[](const Ask& ask) {
    return ask.path == "/v1.0/devices/bf1" ? success(R"({"uid":"../../token"})") : small_cloud(ask);
  }};
  CHECK(owner.run("bf1").error().kind == ErrorKind::malformed);
  Conversation access{[](const Ask&) { return token("a\\r\\nHost: x"); }};
  CHECK(access.run().error().what == "its answer cannot be used: it holds no token");
  bool expired = false;
  Conversation refresh{[&](const Ask& ask) {
    if (ask.path == "/v1.0/token") return token("T1", "../x");
    return std::exchange(expired, true) ? small_cloud(ask) : refusal(1010, "expired");
  }};
  REQUIRE(refresh.run("bf1"));
  CHECK(refresh.asked[2] == "/v1.0/token?grant_type=1");
}

TEST_CASE("what cannot be a device_id is refused before anything is asked") {
  for (const char* const bad : {"a/b", "192.168.1.7", "bf 1", "bf1?x=1"}) {
    Inquiry inquiry(bad);
    const auto step = inquiry.start();
    REQUIRE(!step);
    CHECK(step.error().kind == ErrorKind::bad_config);
  }
}

TEST_CASE("results of another shape than asked for are malformed") {
  for (const char* const shape : {"null", "1", "[]", "\"x\"", "{}"}) {
    CAPTURE(shape);
    const std::string odd = success(shape);
    Conversation first{[&](const Ask&) { return odd; }};
    CHECK(first.run("bf1").error().kind == ErrorKind::malformed);
    Conversation second{[&](const Ask& ask) { return ask.path == "/v1.0/devices/bf1" ? odd : small_cloud(ask); }};
    CHECK(second.run("bf1").error().kind == ErrorKind::malformed);
    Conversation third{
        [&](const Ask& ask) { return ask.path == "/v1.0/iot-01/associated-users/devices" ? odd : small_cloud(ask); }};
    CHECK(third.run().error().kind == ErrorKind::malformed);
    Conversation fourth{[&](const Ask& ask) {
      return ask.path == "/v1.3/iot-03/devices" || ask.path.ends_with("infos") ? odd : small_cloud(ask);
    }};
    CHECK(fourth.run("bf1").has_value());
  }
}

}  // namespace presad::cloud
