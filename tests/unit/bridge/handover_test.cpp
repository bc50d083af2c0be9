// Who answers for a Tasmota device: every row of the rule, on a clock that goes when told.

#include "bridge/handover.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

using namespace presad;
using namespace presad::bridge;
using std::chrono::seconds;
using Phase = Handover::Phase;
using Events = std::vector<HandoverEvent>;

namespace {

struct Stage {
  explicit Stage(RelayPolicy policy = RelayPolicy::automatic) : handover(policy, seconds(60)) {}

  Events take(const Handover::Effects& effects) {
    deadline = effects.deadline;
    return effects.events;
  }
  Events hear(Evidence evidence) { return take(handover.on_evidence(evidence, now)); }
  Events find(Finding finding, int count = 1) { return take(handover.on_finding(finding, count, now)); }
  Events connect() { return take(handover.on_broker_connected(now)); }
  Events wait(Duration time) {
    now += time;
    return take(handover.on_deadline(now));
  }

  Stage& relaying() {
    connect();
    wait(seconds(3));
    find(Finding::other_broker);
    REQUIRE(handover.phase() == Phase::relay);
    return *this;
  }

  Handover handover;
  Timestamp now{};
  Timestamp deadline = never;
};

}  // namespace

TEST_CASE("it begins in silence, listens for three seconds, and asks a device that nobody has heard of") {
  Stage stage;
  CHECK(stage.connect().empty());
  CHECK(stage.deadline == stage.now + seconds(3));
  CHECK(stage.wait(seconds(2)).empty());
  CHECK(stage.wait(seconds(1)) == Events{HandoverEvent::probe});
  CHECK(stage.handover.phase() == Phase::probing);
}

TEST_CASE("an Offline of the device's own found at the start is as good as nothing") {
  Stage stage;
  stage.connect();
  stage.hear(Evidence::offline);
  CHECK(stage.wait(seconds(3)) == Events{HandoverEvent::probe});
}

TEST_CASE("while its Online stands it is never asked, however long it says nothing") {
  Stage stage;
  stage.connect();
  stage.hear(Evidence::online);
  CHECK(stage.deadline == never);
  CHECK(stage.wait(std::chrono::hours(24)).empty());
  CHECK(stage.handover.answers_for_itself());
}

TEST_CASE("once its Online has gone it is asked when it has been silent long enough") {
  Stage stage;
  stage.connect();
  stage.hear(Evidence::online);
  stage.hear(Evidence::offline);
  CHECK_FALSE(stage.handover.answers_for_itself());
  CHECK(stage.wait(seconds(59)).empty());
  CHECK(stage.wait(seconds(1)) == Events{HandoverEvent::probe});
}

TEST_CASE("a device that speaks without Online is on the broker until it has been silent long enough") {
  Stage stage;
  stage.connect();
  stage.hear(Evidence::speaking);
  CHECK(stage.handover.answers_for_itself());
  CHECK(stage.wait(seconds(59)).empty());
  stage.hear(Evidence::speaking);
  CHECK(stage.wait(seconds(59)).empty());
  CHECK(stage.wait(seconds(1)) == Events{HandoverEvent::probe});
  CHECK_FALSE(stage.handover.answers_for_itself());
}

TEST_CASE("what it says of MQTT decides") {
  for (const Finding finding : {Finding::no_mqtt, Finding::other_broker}) {
    Stage stage;
    stage.connect();
    stage.wait(seconds(3));
    CHECK(stage.find(finding) == Events{HandoverEvent::take_on});
  }
}

TEST_CASE("a device that names our broker is looked at twice, and taken on if it did not try meanwhile") {
  Stage stage;
  stage.connect();
  stage.wait(seconds(3));
  CHECK(stage.find(Finding::our_broker, 4).empty());
  CHECK(stage.wait(seconds(29)).empty());
  CHECK(stage.wait(seconds(1)) == Events{HandoverEvent::probe});
  CHECK(stage.find(Finding::our_broker, 4) == Events{HandoverEvent::take_on});
}

TEST_CASE("one whose count of connects rises is held off") {
  Stage stage;
  stage.connect();
  stage.wait(seconds(3));
  stage.find(Finding::our_broker, 4);
  stage.wait(seconds(30));
  CHECK(stage.find(Finding::our_broker, 5).empty());
  CHECK(stage.handover.phase() == Phase::silent);
  CHECK(stage.wait(seconds(60)) == Events{HandoverEvent::probe});
}

TEST_CASE("one that does not answer, or is another, is asked again after 10, 20, … 120 seconds") {
  for (const Finding finding : {Finding::no_answer, Finding::another_device}) {
    Stage stage;
    stage.connect();
    stage.wait(seconds(3));
    for (int pause = 10; pause <= 150; pause += 10) {
      CHECK(stage.find(finding).empty());
      CHECK(stage.deadline - stage.now == seconds(std::min(pause, 120)));
      CHECK(stage.wait(seconds(120)) == Events{HandoverEvent::probe});
    }
  }
}

TEST_CASE("in RELAY its Online, or a word of its own, ends it at once") {
  for (const Evidence evidence : {Evidence::online, Evidence::speaking}) {
    Stage stage;
    stage.relaying();
    CHECK(stage.hear(evidence) == Events{HandoverEvent::let_go});
    CHECK(stage.handover.phase() == Phase::silent);
    CHECK(stage.handover.answers_for_itself());
  }
}

TEST_CASE("in RELAY what announces it holds commands back for three seconds") {
  Stage stage;
  stage.relaying();
  CHECK(stage.hear(Evidence::joining) == Events{HandoverEvent::pause});
  CHECK(stage.wait(seconds(2)).empty());
  CHECK(stage.wait(seconds(1)) == Events{HandoverEvent::resume});
  CHECK(stage.wait(seconds(1)).empty());
  stage.hear(Evidence::joining);
  CHECK(stage.hear(Evidence::online) == Events{HandoverEvent::let_go});
}

TEST_CASE("in RELAY a late will of its own is answered by Online") {
  Stage stage;
  stage.relaying();
  CHECK(stage.hear(Evidence::offline) == Events{HandoverEvent::say_online});
  CHECK(stage.handover.phase() == Phase::relay);
}

TEST_CASE("what was found before it came and went is found anew") {
  Stage stage;
  stage.connect();
  stage.wait(seconds(3));
  stage.hear(Evidence::online);
  stage.hear(Evidence::offline);
  CHECK(stage.wait(seconds(60)).empty());  // the first question is not answered yet
  CHECK(stage.find(Finding::no_mqtt) == Events{HandoverEvent::probe});
  CHECK(stage.find(Finding::no_mqtt) == Events{HandoverEvent::take_on});
}

TEST_CASE("an answer that comes when it is on the broker already changes nothing") {
  Stage stage;
  stage.connect();
  stage.wait(seconds(3));
  stage.hear(Evidence::online);
  CHECK(stage.find(Finding::no_mqtt).empty());
  CHECK(stage.handover.phase() == Phase::silent);
}

TEST_CASE("without a broker nothing is heard, so nothing is answered; with it all begins anew") {
  Stage stage;
  stage.relaying();
  CHECK(stage.take(stage.handover.on_broker_lost()) == Events{HandoverEvent::let_go});
  CHECK(stage.wait(std::chrono::hours(1)).empty());
  stage.connect();
  CHECK(stage.wait(seconds(3)) == Events{HandoverEvent::probe});
}

TEST_CASE("relay: always waits for nothing but an Online that stands") {
  Stage stage(RelayPolicy::always);
  stage.connect();
  stage.wait(seconds(3));
  CHECK(stage.find(Finding::our_broker) == Events{HandoverEvent::take_on});
  CHECK(stage.hear(Evidence::speaking).empty());
  CHECK(stage.hear(Evidence::online) == Events{HandoverEvent::let_go});
  CHECK(stage.wait(std::chrono::hours(1)).empty());
  stage.hear(Evidence::offline);
  CHECK(stage.wait(seconds(0)) == Events{HandoverEvent::probe});
}
