#include "mqtt/outbox.h"

#include <doctest/doctest.h>

#include <string>

using namespace presad::mqtt;

namespace {

/// Everything in the box, as "topic=payload " in the order of leaving.
std::string drain(Outbox& box) {
  std::string all;
  while (auto message = box.take()) all += message->topic + "=" + message->payload + (message->retain ? "!" : "") + " ";
  return all;
}

}  // namespace

TEST_CASE("only the latest payload of a topic is kept") {
  Outbox box;
  box.put({"stat/a/POWER", "ON", false});
  box.put({"stat/a/POWER", "OFF", true});
  CHECK(box.size() == 1);
  CHECK(drain(box) == "stat/a/POWER=OFF! ");
  CHECK(box.empty());
}

TEST_CASE("topics leave in the order in which they were last written") {
  Outbox box;
  box.put({"a", "1", false});
  box.put({"b", "2", false});
  box.put({"c", "3", false});
  box.put({"a", "4", false});
  CHECK(drain(box) == "b=2 c=3 a=4 ");
}

TEST_CASE("a forgotten topic does not leave, and the others keep their order") {
  Outbox box;
  box.put({"a", "1", false});
  box.put({"b", "2", false});
  box.put({"c", "3", false});
  box.forget("b");
  box.forget("never there");
  CHECK(drain(box) == "a=1 c=3 ");
}

TEST_CASE("an empty payload is kept like any other: it clears a retained message") {
  Outbox box;
  box.put({"tele/a/LWT", "", true});
  CHECK(drain(box) == "tele/a/LWT=! ");
}

TEST_CASE("a new topic beyond the bound is dropped and counted, a newer payload never") {
  Outbox box;
  for (std::size_t i = 0; i < Outbox::most_topics; ++i) box.put({"t/" + std::to_string(i), "old", false});
  box.put({"one/too/many", "x", false});
  CHECK(box.dropped() == 1);
  CHECK(box.size() == Outbox::most_topics);
  box.put({"t/0", "new", false});
  CHECK(box.dropped() == 1);
  const auto first = box.take();
  REQUIRE(first);
  CHECK(first->topic == "t/1");
  CHECK(drain(box).ends_with("t/0=new "));
}

TEST_CASE("a box that was emptied is as good as new") {
  Outbox box;
  for (int round = 0; round < 3; ++round) {
    box.put({"a", std::to_string(round), false});
    box.put({"b", "x", false});
    CHECK(drain(box) == "a=" + std::to_string(round) + " b=x ");
    CHECK_FALSE(box.take());
  }
}
