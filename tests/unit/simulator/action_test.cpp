// tests/simulator/action.h and script.h: what people type.

#include "simulator/action.h"

#include <doctest/doctest.h>

#include "simulator/plug_settings.h"
#include "simulator/script.h"

using namespace presad;
using namespace presad::simulator;
using std::chrono::milliseconds;

namespace {

template <class What>
What read(std::string_view line) {
  const auto action = parse_action(line);
  REQUIRE(action.has_value());
  REQUIRE(action->has_value());
  const auto* what = std::get_if<What>(&(**action).what);
  REQUIRE(what != nullptr);
  return *what;
}

PlugRange range(std::string_view line) { return (**parse_action(line)).plugs; }

}  // namespace

TEST_CASE("every action reads") {
  CHECK(read<Press>("press").relay == 1);
  CHECK(read<Press>("  press 3 \r").relay == 3);
  read<Unplug>("unplug");
  read<PlugIn>("plug");
  read<Reboot>("reboot");
  read<ReachCloud>("cloud");
  CHECK(read<Move>("move 127.0.0.9").address == "127.0.0.9");
  CHECK(read<RotateKey>("rotate-key 0123456789abcdef").key == *parse_local_key("0123456789abcdef"));
  CHECK(read<SetFault>("fault late=5ms").fault->duration == milliseconds(5));
  CHECK_FALSE(read<SetFault>("fault none").fault.has_value());
  CHECK(read<SetLoad>("load 42.5").load_w == doctest::Approx(42.5));
  CHECK(read<OfSubDevice>("sub 2 offline").number == 2);
  CHECK(read<OfSubDevice>("sub 2 lost").what == OfSubDevice::What::lost);
  read<Show>("show");
  CHECK(read<Wait>("wait 500ms").time == milliseconds(500));
  read<Quit>("quit");
}

TEST_CASE("a value is what JSON takes it for, any other word is a string") {
  CHECK(read<SetValue>("set 1 true").datapoint == Datapoint{1, true});
  CHECK(read<SetValue>("set 9 60").datapoint == Datapoint{9, std::int64_t{60}});
  CHECK(read<SetValue>("set 38 memory").datapoint == Datapoint{38, std::string("memory")});
  CHECK(read<SetValue>("set 38 \"1\"").datapoint == Datapoint{38, std::string("1")});
}

TEST_CASE("a number or a range ahead chooses plugs, else it is plug 1") {
  CHECK(range("press").holds(1));
  CHECK_FALSE(range("press").holds(2));
  CHECK(range("7: press 2").first == 7);
  CHECK(range("7:press 2").last == 7);
  CHECK(range("2-5:unplug").holds(5));
  CHECK_FALSE(range("2-5:unplug").holds(6));
}

TEST_CASE("empty lines and comments are nothing") {
  for (const char* line : {"", "   ", "# press 1", "\t"}) {
    const auto action = parse_action(line);
    REQUIRE(action.has_value());
    CHECK_FALSE(action->has_value());
  }
}

TEST_CASE("a wrong line is answered with what was expected") {
  CHECK(parse_action("pres 1").error().what == "\"pres\" is no action; did you mean \"press\"?");
  CHECK(parse_action("press 9").error().what == "press: expected a relay from 1 to 8");
  CHECK(parse_action("rotate-key short").error().what == "a local_key has 16 characters, this one 5");
  CHECK(parse_action("unplug now").error().what == "unplug: expected nothing behind it");
  for (const char* line : {"press x", "move", "load -1", "load nan", "load", "set", "set 0 true", "set 1", "set 256 1",
                           "wait", "wait soon", "fault nonsense", "x: press", "sub", "sub 0 press", "sub 1 jump"}) {
    CAPTURE(line);
    CHECK_FALSE(parse_action(line).has_value());
  }
}

TEST_CASE("a script is its actions in order; a wrong line is told with file and line") {
  const auto script = parse_script("# two presses\npress 1\n\nwait 1s\npress 1", "a.script");
  REQUIRE(script.has_value());
  REQUIRE(script->size() == 3);
  CHECK(std::holds_alternative<Wait>((*script)[1].what));
  const auto wrong = parse_script("press 1\nfault lat=3s\n", "a.script");
  CHECK(wrong.error().what == "a.script:2: \"lat\" is not a fault; did you mean \"late\"?");
}

TEST_CASE("the help names every action") {
  for (const char* word : {"press", "unplug", "plug", "reboot", "cloud", "move", "rotate-key", "fault", "load", "set",
                           "sub", "show", "wait", "quit"}) {
    CHECK(action_help().find(word) != std::string_view::npos);
  }
}
