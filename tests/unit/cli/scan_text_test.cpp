#include "cli/scan_text.h"

#include <doctest/doctest.h>

#include "base/json.h"

using namespace presad;
using namespace presad::cli;

namespace {

using Lines = std::vector<std::string>;

const ScannedDevice known{Verdict::known, "presa1",   "Lampe über Tür",    "bf1",
                          {"10.0.0.1"},   "10.0.0.1", tuya::Version::v3_3, "keyabc"};
const ScannedDevice missing{Verdict::missing, "pump", "pump", "bf2", {}, "10.0.0.7", {}, ""};

}  // namespace

TEST_CASE("the table has its columns below each other, whatever letters a name has") {
  ScannedDevice moved = known;
  moved.verdict = Verdict::moved;
  moved.addresses = {"10.0.0.2"};
  CHECK(render_scan_table({known, moved, missing}, false) ==
        Lines{"STATE    NAME            ID   ADDRESS                  VERSION  PRODUCT KEY",
              "known    Lampe über Tür  bf1  10.0.0.1                 3.3      keyabc",
              "moved    Lampe über Tür  bf1  10.0.0.2 (was 10.0.0.1)  3.3      keyabc",
              "missing  pump            bf2  (10.0.0.7)               -        -"});
}

TEST_CASE("colour is for the state alone, and only where it is wanted") {
  CHECK(render_scan_table({known}, true)[1].starts_with("\x1b[32mknown\x1b[0m  "));
  CHECK(render_scan_table({known}, false)[1].find('\x1b') == std::string::npos);
}

TEST_CASE("nothing that was heard is obeyed by a terminal, in the table or in JSON") {
  ScannedDevice hostile;
  hostile.device_id = "\x1b[2J\r\n\x7f";
  hostile.product_key =
      "\xc2\x9b"
      "31m\xe2\x80\xae\xff";
  hostile.addresses = {"10.0.0.1"};
  const auto lines = render_scan_table({hostile}, true);
  REQUIRE(lines.size() == 2);
  CHECK(lines[1].find("\\x1b[2J\\x0d\\x0a\\x7f") != std::string::npos);
  CHECK(lines[1].find("\\xc2\\x9b31m\\xe2\\x80\\xae\\xff") != std::string::npos);

  const std::string json = render_scan_json({hostile}, {});
  for (const char c : json) CHECK((static_cast<unsigned char>(c) >= 0x20 && c != 0x7F));
  CHECK(json.find("\xc2\x9b") == std::string::npos);
  const auto parsed = parse_json(json);
  REQUIRE(parsed);
  CHECK(*parsed->find("devices")->array()->at(0).find("device_id")->string() == hostile.device_id);
}

TEST_CASE("JSON has every member, and null for what is not known") {
  CHECK(render_scan_json({known, missing}, {false, 3, 2}) ==
        R"({"devices":[{"state":"known","topic":"presa1","name":"Lampe über Tür","device_id":"bf1",)"
        R"("addresses":["10.0.0.1"],"listed_address":"10.0.0.1","version":"3.3","product_key":"keyabc"},)"
        R"({"state":"missing","topic":"pump","name":"pump","device_id":"bf2","addresses":[],)"
        R"("listed_address":"10.0.0.7","version":null,"product_key":null}],)"
        R"("complete":false,"unreadable":3,"left_out":2})");
}

TEST_CASE("the summary counts, and says what is not as it should be") {
  CHECK(render_scan_summary({}, {}) == "0 devices");
  CHECK(render_scan_summary({known, missing, known}, {}) == "3 devices: 2 known, 1 missing");
  CHECK(render_scan_summary({known}, {false, 1, 0}) ==
        "1 device: 1 known; ended early, so nothing is called missing; 1 datagram was no announcement");
  CHECK(render_scan_summary({known}, {true, 0, 5}).find("making them up") != std::string::npos);
}
