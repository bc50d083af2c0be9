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
  explicit Asking(Patience patience = {10s})
      : command{{}, "cantina", "Power", "TOGGLE"}, question(loop, broker, command, patience) {
    question.start();
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

TEST_CASE("the command goes out once the broker is there, and never twice") {
  Asking asking;
  CHECK(asking.broker.sent().empty());
  asking.broker.come();
  const std::vector<Sent> once = {{"cmnd/cantina/Power", "TOGGLE", false}};
  CHECK(asking.broker.sent() == once);
  asking.broker.go();
  asking.broker.come();
  CHECK(asking.broker.sent() == once);
  asking.say("stat/cantina/RESULT", R"({"POWER":"ON"})");
  CHECK(asking.loop.run() == exit_done);
}

TEST_CASE("the device's first answer after the command counts, and nothing else that it says") {
  Asking asking;
  asking.broker.come();
  asking.say("stat/cantina/RESULT", R"({"POWER":"OFF"})", true);  // yesterday's
  asking.say("stat/cantina/POWER", "ON");
  asking.say("stat/cantina/a/RESULT", "deeper");
  asking.say("stat/presa1/RESULT", R"({"POWER":"OFF"})");
  asking.say("stat/cantina/RESULT", R"({"Command":"Unknown"})");
  asking.say("stat/cantina/RESULT", R"({"POWER":"ON"})");  // the first stays
  CHECK(asking.loop.run() == exit_not_done);
  CHECK(asking.question.answer() == R"({"Command":"Unknown"})");
  CHECK(asking.question.answer_topic() == "stat/cantina/RESULT");
}

TEST_CASE("no answer in time ends with status 3, whatever else was said") {
  Asking asking({20ms});
  asking.broker.come();
  asking.say("stat/cantina/POWER", "OFF");
  CHECK(asking.loop.run() == exit_no_answer);
  CHECK(asking.question.answer().empty());
}

TEST_CASE("without a broker it ends with status 4, and nothing was sent") {
  Asking asking({1ms, 20ms});
  CHECK(asking.loop.run() == exit_no_broker);
  CHECK(asking.broker.sent().empty());
}

TEST_CASE("the asker hears what the device says itself, and no more") {
  const Asking asking;
  CHECK(Question::subscriptions(asking.command) == std::vector<std::string>{"stat/cantina/+"});
}
