// The table as a whole, and what no row knows. Source: DIALECT.md, 6 and 10.

#include "tasmota/command_table.h"

#include <doctest/doctest.h>

#include <set>
#include <string>

#include "base/json.h"
#include "base/text.h"
#include "plug.h"

using namespace presad;
using namespace presad::tasmota;

TEST_CASE("each row has a word of its own, its values and its help") {
  std::set<std::string> words;
  for (const CommandRow& row : command_table()) {
    CAPTURE(row.word);
    CHECK(words.insert(to_upper(row.word)).second);
    CHECK_FALSE(row.values.empty());
    CHECK(row.help.ends_with('.'));
    CHECK((row.handle != nullptr));
  }
  CHECK(words.contains("POWER"));
}

TEST_CASE("tasmota 10: a word of no row is Unknown, with what was sent") {
  Plug plug;
  CHECK(plug.obeyed("Foo", "bar") == Lines{R"(stat/RESULT {"Command":"Unknown","Input":"FOO bar"})"});
  CHECK(plug.obeyed("foo3") == Lines{R"(stat/RESULT {"Command":"Unknown","Input":"FOO3"})"});
  CHECK(plug.obeyed("_foo", "  x") == Lines{R"(stat/RESULT {"Command":"Unknown","Input":"FOO x"})"});
  CHECK(plug.obeyed("", "") == Lines{R"(stat/RESULT {"Command":"Unknown","Input":""})"});
  CHECK(plug.obeyed("Status 0") == Lines{R"(stat/RESULT {"Command":"Unknown","Input":"STATUS 0"})"});
  CHECK(plug.obeyed("PowerX", "ON") == Lines{R"(stat/RESULT {"Command":"Unknown","Input":"POWERX ON"})"});
  CHECK(plug.send("Foo").outcome == Outcome::refused);
}

TEST_CASE("every command has orders or an outcome, never both and never neither") {
  Plug plug;
  plug.state.relays = {Power::on, Power::off};
  plug.energy = EnergyTotals{};
  for (const CommandRow& row : command_table()) {
    for (const unsigned index : {0U, 1U, 2U, 5U, 9U, 14U}) {
      for (const std::string_view payload : {"", "0", "1", "99", "5,7", "x"}) {
        CAPTURE(row.word);
        CAPTURE(index);
        CAPTURE(payload);
        const Reply reply = plug.send(std::string(row.word) + std::to_string(index), payload);
        CHECK(reply.orders.empty() == reply.outcome.has_value());
        const bool answered_later =
            !reply.orders.empty() || reply.correction || (row.word == "Backlog" && !payload.empty());
        CHECK(reply.messages.empty() == answered_later);
      }
    }
  }
}

TEST_CASE("a payload of 1200 bytes or more is answered an error, with its first 63 bytes") {
  Plug plug;
  const std::string longest = "ON" + std::string(max_command_payload - 2, '\0');
  CHECK(plug.send("Power", longest).orders.size() == 1);
  const Reply refused = plug.send("Power", longest + " ");
  CHECK(refused.orders.empty());
  CHECK(refused.outcome == Outcome::refused);
  CHECK(plug.obeyed("Power", std::string(10'240, '1')) ==
        Lines{R"(stat/RESULT {"Command":"Error","Input":"POWER )" + std::string(63, '1') + "\"}"});
  CHECK(plug.send("Foo", std::string(10'240, 'x')).messages.at(0).payload.size() < 120);
}

TEST_CASE("binary payloads are answered with valid JSON") {
  Plug plug;
  std::string every_byte;
  for (int byte = 255; byte >= 0; --byte) every_byte += static_cast<char>(byte);
  for (const char* word : {"Foo", "TuyaSend1", "TuyaSend3", "Power7"}) {
    CAPTURE(word);
    const Reply reply = plug.send(word, every_byte);
    REQUIRE(reply.messages.size() == 1);
    const auto json = parse_json(reply.messages[0].payload);
    REQUIRE(json);
    CHECK(json->find("Input") != nullptr);
  }
}

TEST_CASE("presad itself knows State, Status and TelePeriod, and nothing that moves a device") {
  Plug presad;
  presad.identity.kind = Kind::presad;
  presad.state.relays.clear();
  CHECK(presad.send("Status").outcome == Outcome::confirmed);
  CHECK(presad.send("State").outcome == Outcome::confirmed);
  CHECK(presad.send("TelePeriod").outcome == Outcome::confirmed);
  for (const char* word : {"PowerOnState", "EnergyTotal"}) {
    CHECK(presad.send(word, "0").outcome == Outcome::refused);
    CHECK_FALSE(presad.send(word, "0").correction);
  }
  CHECK(presad.options.power_on == PowerOn::device);
  CHECK(presad.obeyed("TuyaSend1", "1,1") == Lines{R"(stat/RESULT {"Command":"Unknown","Input":"TUYASEND 1,1"})"});
}
