// What options make of messages on their way out. Source: DIALECT.md, 3.

#include "tasmota/outgoing.h"

#include <doctest/doctest.h>

#include "plug.h"

using namespace presad;
using namespace presad::tasmota;

namespace {

/// One of each kind that a device sends.
Messages everything() {
  return {{Prefix::tele, "LWT", "Online", true},
          {Prefix::cmnd, "POWER", "", false},
          {Prefix::tele, "INFO1", "{}", false},
          {Prefix::stat, "RESULT", R"({"POWER":"ON"})", false},
          {Prefix::stat, "POWER", "ON", false},
          {Prefix::stat, "POWER2", "ON", false},
          {Prefix::stat, "POWER", R"({"POWER":"ON"})", false},  // SetOption4
          {Prefix::stat, "STATUS", "{}", false},
          {Prefix::stat, "STATUS10", "{}", false},
          {Prefix::tele, "STATE", "{}", false},
          {Prefix::stat, "STATE", "{}", false},  // SetOption4
          {Prefix::tele, "SENSOR", "{}", false},
          {Prefix::tele, "MARGINS", "{}", false}};
}

/// Which of them are retained: "tele/LWT stat/POWER".
std::string retained(const Options& options) {
  Messages messages = everything();
  settle_outgoing(messages, options);
  std::string told;
  for (const Message& message : messages) {
    if (!message.retain) continue;
    if (!told.empty()) told += ' ';
    told += std::string(text(message.prefix)) + "/" + message.level;
  }
  return told;
}

}  // namespace

TEST_CASE("tasmota 3: LWT alone is retained by default, and nothing with SetOption104") {
  Options options;
  CHECK(retained(options) == "tele/LWT");
  options.no_retain = 1;
  CHECK(retained(options).empty());
  options.power_retain = 1;
  CHECK(retained(options).empty());
}

TEST_CASE("tasmota 3: each retain option is for its own topics, and PowerRetain never for JSON") {
  const auto with = [](int Options::* option) {
    Options options;
    options.*option = 1;
    return retained(options);
  };
  CHECK(with(&Options::power_retain) == "tele/LWT stat/POWER stat/POWER2");
  CHECK(with(&Options::sensor_retain) == "tele/LWT tele/SENSOR tele/MARGINS");
  CHECK(with(&Options::state_retain) == "tele/LWT tele/STATE");
  CHECK(with(&Options::status_retain) == "tele/LWT stat/STATUS stat/STATUS10");
  CHECK(with(&Options::info_retain) == "tele/LWT tele/INFO1");
  CHECK(with(&Options::button_retain) == "tele/LWT");
  CHECK(with(&Options::switch_retain) == "tele/LWT");
}

TEST_CASE("tasmota 3: SetOption90 leaves JSON and LWT") {
  Options options;
  options.json_only = 1;
  Messages messages = everything();
  settle_outgoing(messages, options);
  for (const Message& message : messages) CHECK((message.payload.starts_with('{') || message.level == "LWT"));
  CHECK(messages.size() == everything().size() - 3);
}

TEST_CASE("what clears a topic clears it whatever the options") {
  Options options;
  options.no_retain = 1;
  options.json_only = 1;
  Messages messages = {{Prefix::stat, "POWER", "", true}};
  settle_outgoing(messages, options);
  CHECK(transcript(messages) == Lines{"stat/POWER (retained) "});
}

TEST_CASE("a device that leaves clears what it had retained, and no more") {
  const State strip{{Power::on, Power::off}, {}, 0};
  CHECK(render_cleared({}, strip).empty());
  Options options;
  options.power_retain = 1;
  options.state_retain = 1;
  CHECK(transcript(render_cleared(options, strip)) ==
        Lines{"stat/POWER1 (retained) ", "stat/POWER2 (retained) ", "tele/STATE (retained) "});
}
