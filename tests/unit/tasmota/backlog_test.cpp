// Backlog, Delay and what is between their ';'. Source: DIALECT.md, 6.

#include "tasmota/backlog.h"

#include <doctest/doctest.h>

#include "plug.h"

using namespace presad;
using namespace presad::tasmota;

namespace {

/// "POWER2|ON" for each.
Lines split(std::string_view text) {
  Lines lines;
  for (const BacklogCommand& command : split_backlog(text)) {
    lines.push_back((command.word.silent ? "_" : "") + render_word(command.word) + "|" + command.payload);
  }
  return lines;
}

}  // namespace

TEST_CASE("tasmota 6: what Home Assistant's light sends becomes nine commands and their NoDelays") {
  CHECK(split("NoDelay;Fade2 1;NoDelay;Speed2 4;NoDelay;Dimmer 60;NoDelay;HsbColor1 84;NoDelay;HsbColor2 100") ==
        Lines{"NODELAY|", "FADE2| 1", "NODELAY|", "SPEED2| 4", "NODELAY|", "DIMMER| 60", "NODELAY|", "HSBCOLOR| 84",
              "NODELAY|", "HSBCOLOR2| 100"});
}

TEST_CASE("tasmota 6: a semicolon between braces separates nothing") {
  CHECK(split(R"(Timer1 {"Time":"06:00;x",{;}};Power)") == Lines{R"(TIMER| {"Time":"06:00;x",{;}})", "POWER|"});
  CHECK(split("Timer1 {;Power ON") == Lines{"TIMER| {;Power ON"});
}

TEST_CASE("tasmota 6: blanks around a command and commands of nothing fall away") {
  CHECK(split("  Power ON ;; ;\tPower2   off ; ") == Lines{"POWER| ON", "POWER2|   off"});
  CHECK(split("").empty());
  CHECK(split(";;;").empty());
}

TEST_CASE("tasmota 6: a Backlog within a Backlog loses its word, however often it is said") {
  CHECK(split("Backlog Power ON;backlog BACKLOG Power OFF;backlog") == Lines{"POWER| ON", "POWER| OFF"});
}

TEST_CASE("a word ends where it no longer can be one, and a topic before it is skipped") {
  CHECK(split("Var1=1;cmnd/plug/Power2 ON;_Power ON;=1") == Lines{"VAR|=1", "POWER2| ON", "_POWER| ON", "|=1"});
}

TEST_CASE("tasmota 6: Backlog itself answers nothing and hands on its commands") {
  Plug plug;
  const Reply reply = plug.send("Backlog", "Power ON;Delay 10;Power OFF");
  CHECK(reply.messages.empty());
  CHECK(reply.outcome == Outcome::confirmed);
  REQUIRE(reply.backlog);
  CHECK(reply.backlog->commands.size() == 3);
  CHECK_FALSE(reply.backlog->no_delay);
  CHECK_FALSE(reply.backlog->silent);
}

TEST_CASE("tasmota 6: Backlog0 has no pauses, Backlog2 neither pauses nor answers, Backlog3 no answers") {
  Plug plug;
  const auto kind = [&](const char* word) {
    const auto backlog = plug.send(word, "Power").backlog;
    REQUIRE(backlog);
    return std::pair(backlog->no_delay, backlog->silent);
  };
  CHECK(kind("Backlog") == std::pair(false, false));
  CHECK(kind("Backlog0") == std::pair(true, false));
  CHECK(kind("Backlog2") == std::pair(true, true));
  CHECK(kind("Backlog3") == std::pair(false, true));
}

TEST_CASE("tasmota 6: an empty Backlog drops what waits and says whether there was anything") {
  Plug plug;
  CHECK(plug.obeyed("Backlog") == Lines{R"(stat/RESULT {"Backlog":"Empty"})"});
  plug.queued = 3;
  CHECK(plug.obeyed("BACKLOG", "?") == Lines{R"(stat/RESULT {"Backlog":"Aborted"})"});
  const auto dropped = plug.send("Backlog").backlog;
  REQUIRE(dropped);
  CHECK(dropped->commands.empty());
}

TEST_CASE("a Backlog for which there is no room is refused whole") {
  Plug plug;
  std::string thirty = "Power";
  for (std::size_t i = 1; i < max_backlog; ++i) thirty += ";Power";
  CHECK(plug.send("Backlog", thirty).backlog->commands.size() == max_backlog);
  CHECK_FALSE(plug.send("Backlog", thirty + ";Power").backlog);
  plug.queued = 1;
  CHECK(plug.obeyed("Backlog", thirty) ==
        Lines{R"(stat/RESULT {"Command":"Error","Input":"BACKLOG )" + thirty.substr(0, 63) + "\"}"});
}

TEST_CASE("tasmota 6: Delay tells its tenths of a second; 1 is the pause of SetOption34, -1 ends with the second") {
  struct Case {
    const char* payload;
    int tenths;
    int milliseconds;
  };
  for (const Case& each :
       {Case{"1", 2, 200}, Case{"2", 2, 200}, Case{"10", 10, 1000}, Case{"3600", 3600, 360'000}, Case{"-1", 7, 750},
        Case{"3601", 2, 200}, Case{"0", 2, 200}, Case{"", 2, 200}, Case{"abc", 2, 200}}) {
    CAPTURE(each.payload);
    Plug plug;
    plug.moment.now += std::chrono::milliseconds(250);
    const Reply reply = plug.send("Delay", each.payload);
    CHECK(transcript(reply.messages) == Lines{R"(stat/RESULT {"Delay":)" + std::to_string(each.tenths) + "}"});
    REQUIRE(reply.delay);
    CHECK(*reply.delay == std::chrono::milliseconds(each.milliseconds));
  }
}

TEST_CASE("tasmota 6: NoDelay is no command of its own, and Reset none at all") {
  Plug plug;
  CHECK(plug.obeyed("NoDelay") == Lines{R"(stat/RESULT {"Command":"Unknown","Input":"NODELAY"})"});
  CHECK(plug.obeyed("Reset", "1") == Lines{R"(stat/RESULT {"Command":"Unknown","Input":"RESET 1"})"});
}
