#include "cli/question.h"

#include <doctest/doctest.h>

#include "cli/answer.h"
#include "support/fake_broker.h"
#include "support/run_loop.h"

using namespace presad;
using namespace presad::cli;
using namespace std::chrono_literals;

namespace {

/// A question on a broker in memory. What the test lets happen, happens before the loop turns.
struct Asking {
  explicit Asking(bool by_request = true, Patience patience = {10s})
      : command{{}, "presa1", "Power", "TOGGLE", by_request}, question(loop, broker, command, "presa-7", patience) {
    question.start();
  }
  void answer_request(const std::string& payload, const std::string& correlation = "presa-7") {
    broker.deliver({"stat/presa-7/RESULT", payload, false, false, {}, to_bytes(correlation)});
  }
  void say(const std::string& topic, const std::string& payload, bool retained = false) {
    broker.deliver({topic, payload, retained, false, {}, {}});
  }

  loop::EventLoop loop;
  testing::FakeBroker broker;
  CommandMessage command;
  Question question;
};

using Sent = testing::FakeBroker::Sent;

}  // namespace

TEST_CASE("the command goes out as a request once the broker is there, and never twice") {
  Asking asking;
  CHECK(asking.broker.sent().empty());
  asking.broker.come();
  const std::vector<Sent> once = {{"cmnd/presa1/Power", "TOGGLE", false, "presa-7", "stat/presa-7/RESULT"}};
  CHECK(asking.broker.sent() == once);
  asking.broker.go();
  asking.broker.come();
  CHECK(asking.broker.sent() == once);
  asking.answer_request(R"({"POWER":"ON"})");
  CHECK(asking.loop.run() == exit_done);
}

TEST_CASE("of a request only its own answer counts, not what others cause meanwhile") {
  Asking asking;
  asking.broker.come();
  asking.say("stat/presa1/RESULT", R"({"POWER":"OFF"})");
  asking.answer_request(R"({"POWER":"OFF"})", "somebody else's");
  asking.answer_request(R"({"Command":"Unconfirmed","Input":"POWER TOGGLE"})");
  asking.answer_request(R"({"POWER":"ON"})");  // the first stays
  CHECK(asking.loop.run() == exit_not_done);
  CHECK(asking.question.answer() == R"({"Command":"Unconfirmed","Input":"POWER TOGGLE"})");
}

TEST_CASE("where nobody knows requests, the device's first answer after the command counts") {
  Asking asking(false);
  asking.broker.come();
  CHECK(asking.broker.sent() == std::vector<Sent>{{"cmnd/presa1/Power", "TOGGLE", false, {}, {}}});
  asking.say("stat/presa1/RESULT", R"({"POWER":"OFF"})", true);  // yesterday's
  asking.say("stat/presa1/POWER", "ON");
  asking.say("stat/presa1/a/RESULT", "deeper");
  asking.say("stat/presa1/RESULT", R"({"POWER":"ON"})");
  CHECK(asking.loop.run() == exit_done);
  CHECK(asking.question.answer() == R"({"POWER":"ON"})");
}

TEST_CASE("no answer in time ends with status 3, whatever else was said") {
  Asking asking(true, {20ms});
  asking.broker.come();
  asking.say("stat/presa1/RESULT", R"({"POWER":"OFF"})");
  CHECK(asking.loop.run() == exit_no_answer);
  CHECK(asking.question.answer().empty());
}

TEST_CASE("without a broker it ends with status 4, and nothing was sent") {
  Asking asking(true, {1ms, 20ms});
  CHECK(asking.loop.run() == exit_no_broker);
  CHECK(asking.broker.sent().empty());
}

TEST_CASE("the asker hears its answer and the device's, by filters that do not overlap") {
  const Asking asking;
  CHECK(Question::subscriptions(asking.command, "presa-7") ==
        std::vector<std::string>{"stat/presa-7/RESULT", "stat/presa1/+"});
}
