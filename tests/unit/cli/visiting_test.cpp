#include "cli/visiting.h"

#include <doctest/doctest.h>

#include <array>

using namespace presad;
using namespace presad::cli;
using namespace std::chrono_literals;

TEST_CASE("a trouble that lasts is believed once its patience is over") {
  const Timestamp started{1h};
  CHECK(give_up_at(Trouble::silent, started, started + 5s) == started + 5s + patience_with(Trouble::silent));
  CHECK(patience_with(Trouble::connection_refused) > patience_with(Trouble::silent));
}

TEST_CASE("a device whose trouble keeps changing is given up all the same") {
  constexpr std::array troubles = {Trouble::slot_taken, Trouble::silent, Trouble::unreachable};
  const Timestamp started{1h};
  Timestamp now = started;
  Timestamp end = started + meeting_limit;
  std::size_t changes = 0;
  while (now < end && changes < 1000) {  // each time just before it would have been believed
    end = give_up_at(troubles[changes++ % troubles.size()], started, now);
    CHECK(end <= started + meeting_limit);
    now += 2s;
  }
  CHECK(now >= started + meeting_limit);
  CHECK(changes < 1000);
}
