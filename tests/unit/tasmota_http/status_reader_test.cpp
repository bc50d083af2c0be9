// What a device tells of itself, whatever it leaves out or writes otherwise.

#include "families/tasmota_http/status_reader.h"

#include <doctest/doctest.h>

using namespace presad;
using namespace presad::tasmota_http;

namespace {

RelayedIdentity read(const char* answer) {
  RelayedIdentity identity;
  read_identity(parse_json(answer).value(), identity);
  return identity;
}

}  // namespace

TEST_CASE("its options are those of Status 3, bit by bit") {
  const RelayedOptions from_start =
      read(
          R"({"StatusLOG":{"SetOption":["00008009","2805C80001000600003C5A0A190000000000","00000080","00006000","00004000"]}})")
          .options;
  CHECK_FALSE(from_start.answers_by_command);
  CHECK_FALSE(from_start.json_only);
  CHECK(from_start.backlog_delay == 200);
  const RelayedOptions set = read(R"({"StatusLOG":{"SetOption":["00008019","280500","00000080","00006100"]}})").options;
  CHECK(set.answers_by_command);
  CHECK(set.json_only);
  CHECK(set.backlog_delay == 0);
}

TEST_CASE("words that are no such bits change nothing") {
  for (const char* const odd :
       {R"({"StatusLOG":{}})", R"({"StatusLOG":{"SetOption":[]}})", R"({"StatusLOG":{"SetOption":["10"]}})",
        R"({"StatusLOG":{"SetOption":["zz",7,null,{}]}})", R"({"StatusLOG":{"SetOption":["001A","28","","1"]}})",
        R"({"StatusLOG":{"SetOption":"00000010"}})", R"({"StatusLOG":3})"}) {
    CAPTURE(odd);
    const RelayedOptions options = read(odd).options;
    CHECK_FALSE(options.answers_by_command);
    CHECK_FALSE(options.json_only);
    CHECK(options.backlog_delay == 200);
  }
}

TEST_CASE("a MAC counts only when it is one") {
  CHECK(read(R"({"StatusNET":{"Mac":"84:e3:42:7a:1b:2c"}})").hardware_id == "84E3427A1B2C");
  for (const char* const odd : {R"({"StatusNET":{"Mac":"84:E3:42"}})", R"({"StatusNET":{"Mac":"84:E3:42:7A:1B:2X"}})",
                                R"({"StatusNET":{"Mac":7}})", R"({"StatusNET":{}})"}) {
    CHECK(read(odd).hardware_id.empty());
  }
}

TEST_CASE("one relay's name may stand alone, as old firmware has it") {
  CHECK(read(R"({"Status":{"FriendlyName":"Cantina"}})").friendly_names == std::vector<std::string>{"Cantina"});
  CHECK(read(R"({"Status":{"FriendlyName":["A",7,"B"]}})").friendly_names == std::vector<std::string>{"A", "B"});
  CHECK(read(R"({"Status":{"FriendlyName":["A"]}})").device_name == "A");
  CHECK(read(R"({"Status":{"DeviceName":"D","FriendlyName":["A"]}})").device_name == "D");
}

TEST_CASE("powers are those of an answer, by their own keys") {
  const auto powers =
      read_powers(parse_json(R"({"POWER1":"ON","POWER12":"OFF","POWERX":"ON","Power":"ON","POWER2":1})").value());
  CHECK(powers == std::map<std::string, std::string>{{"POWER1", "ON"}, {"POWER12", "OFF"}});
}
