// Status as exact texts. Source: DIALECT.md, 7.

#include "tasmota/status.h"

#include <doctest/doctest.h>

#include "base/json.h"
#include "plug.h"

using namespace presad;
using namespace presad::tasmota;

namespace {

std::vector<std::string> levels(const Reply& reply) {
  std::vector<std::string> result;
  for (const Message& message : reply.messages) result.push_back(message.level);
  return result;
}

}  // namespace

TEST_CASE("tasmota 7: Status alone answers STATUS") {
  Plug plug;
  const Lines expected = {
      R"(stat/STATUS {"Status":{"Module":0,"DeviceName":"Kitchen plug","FriendlyName":["Kitchen plug"],)"
      R"("Topic":"plug_kitchen","ButtonTopic":"0","Power":"1","PowerLock":"0","PowerOnState":3,"LedState":1,)"
      R"("LedMask":"FFFF","SaveData":1,"SaveState":1,"SwitchTopic":"0",)"
      R"("SwitchMode":[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],"ButtonRetain":0,)"
      R"("SwitchRetain":0,"SensorRetain":0,"PowerRetain":0,"InfoRetain":0,"StateRetain":0,"StatusRetain":0}})"};
  CHECK(plug.obeyed("Status") == expected);
  for (const char* no_argument : {"?", "abc", "-1", "-99"}) CHECK(plug.obeyed("Status", no_argument) == expected);
}

TEST_CASE("tasmota 7: PowerOnState is the device's policy, as the command of that name tells it") {
  Plug plug;
  for (const auto& [power_on, shown] : {std::pair{PowerOn::off, "0"}, std::pair{PowerOn::on, "1"},
                                        std::pair{PowerOn::last, "3"}, std::pair{PowerOn::device, "3"}}) {
    plug.options.power_on = power_on;
    CHECK(plug.obeyed("Status")[0].find(std::string(R"("PowerOnState":)") + shown + ",") != std::string::npos);
  }
}

TEST_CASE("tasmota 7: Power is a string of one binary digit per relay, relay 1 last") {
  Plug plug;
  plug.state.relays = {Power::on, Power::on, Power::off};
  const std::string status = plug.obeyed("Status")[0];
  CHECK(status.find(R"("FriendlyName":["Kitchen plug","Kitchen plug2","Kitchen plug3"])") != std::string::npos);
  CHECK(status.find(R"("Power":"011","PowerLock":"000")") != std::string::npos);
}

TEST_CASE("tasmota 7: a device never heard has one name and the digit 0") {
  Plug plug;
  plug.state.relays.clear();
  CHECK(plug.obeyed("Status")[0].find(R"("FriendlyName":["Kitchen plug"])") != std::string::npos);
  CHECK(plug.obeyed("Status")[0].find(R"("Power":"0","PowerLock":"0")") != std::string::npos);
}

TEST_CASE("tasmota 7: Status 1, 2, 5 and 6 are the parameters, the firmware, the network and the broker") {
  Plug plug;
  CHECK(
      plug.obeyed("Status", "1") ==
      Lines{R"(stat/STATUS1 {"StatusPRM":{"Baudrate":115200,"SerialConfig":"8N1","GroupTopic":"tasmotas","OtaUrl":"",)"
            R"("RestartReason":"Software/System restart","Uptime":"3T04:05:06","StartupUTC":"2026-08-16T05:25:12",)"
            R"("Sleep":0,"CfgHolder":4617,"BootCount":12,"BCResetTime":"2026-05-11T11:30:18","SaveCount":0}})"});
  CHECK(plug.obeyed("Status", "2") ==
        Lines{R"x(stat/STATUS2 {"StatusFWR":{"Version":"15.2.0.2(presad)","BuildDateTime":"2026-08-01T00:00:00",)x"
              R"("Core":"presad 0.1.0","SDK":"Linux","CpuFrequency":0,"Hardware":"Tuya Plug","CR":"0/0"}})"});
  CHECK(plug.obeyed("Status", "5") ==
        Lines{R"(stat/STATUS5 {"StatusNET":{"Hostname":"plug-kitchen-6956","IPAddress":"192.168.1.40",)"
              R"("Gateway":"0.0.0.0","Subnetmask":"0.0.0.0","DNSServer1":"0.0.0.0","DNSServer2":"0.0.0.0",)"
              R"("Mac":"84:E3:42:7A:1B:2C","Webserver":0,"HTTP_API":0,"WifiConfig":0,"WifiPower":0.0}})"});
  CHECK(plug.obeyed("Status", "6") ==
        Lines{R"(stat/STATUS6 {"StatusMQT":{"MqttHost":"broker.lan","MqttPort":1883,"MqttClientMask":"DVES_%06X",)"
              R"("MqttClient":"DVES_7A1B2C","MqttUser":"presad","MqttCount":1,"MqttTLS":0,"MAX_PACKET_SIZE":1200,)"
              R"("KEEPALIVE":30,"SOCKET_TIMEOUT":4}})"});
}

TEST_CASE("tasmota 7: Status 3 is what is logged and all SetOptions, bit by bit") {
  Plug plug;
  CHECK(plug.obeyed("Status", "3") ==
        Lines{R"(stat/STATUS3 {"StatusLOG":{"SerialLog":0,"WebLog":0,"MqttLog":0,"SysLog":0,"LogHost":"",)"
              R"("LogPort":514,"SSId":["",""],"TelePeriod":300,"Resolution":"558180C0",)"
              R"("SetOption":["00008009","2805C80001000000003C5A00000000000000","00000000","00000000","00004000",)"
              R"("00000000"]}})"});
  plug.options.answers_by_command = 1;
  plug.options.state_first = 1;
  plug.options.no_retain = 1;
  plug.options.backlog_delay = 255;
  CHECK(plug.obeyed("Status", "3")[0].find(
            R"(["00008019","2805FF0001000000003C5A00000000000000","00000200","00400000","00004000","00000000"])") !=
        std::string::npos);
}

TEST_CASE("tasmota 7: Status 4 has Tasmota's keys for a chip that is not there") {
  Plug plug;
  CHECK(plug.obeyed("Status", "4") ==
        Lines{R"(stat/STATUS4 {"StatusMEM":{"ProgramSize":0,"Free":0,"Heap":0,"ProgramFlashSize":0,"FlashSize":0,)"
              R"("FlashChipId":"000000","FlashFrequency":0,"FlashMode":"","Features":["00000000"],"Drivers":"",)"
              R"("Sensors":""}})"});
}

TEST_CASE("tasmota 7: Status 7 is the time, the zone, and when the clocks change") {
  Plug plug;
  CHECK(plug.obeyed("Status", "7") ==
        Lines{R"(stat/STATUS7 {"StatusTIM":{"UTC":"2026-08-19T09:30:18","Local":"2026-08-19T11:30:18","StartDST":"",)"
              R"("EndDST":"","Timezone":"+02:00"}})"});
  plug.moment.utc_offset = [](WallTime time) {  // central Europe's, of this year
    using namespace std::chrono;
    const WallTime forward = sys_days{year{2026} / 3 / 29} + hours(1);
    const WallTime back = sys_days{year{2026} / 10 / 25} + hours(1);
    return seconds(time >= forward && time < back ? hours(2) : hours(1));
  };
  CHECK(plug.obeyed("Status", "7") ==
        Lines{R"(stat/STATUS7 {"StatusTIM":{"UTC":"2026-08-19T09:30:18","Local":"2026-08-19T11:30:18",)"
              R"("StartDST":"2026-03-29T02:00:00","EndDST":"2026-10-25T03:00:00","Timezone":99}})"});
}

TEST_CASE("tasmota 7: Status 9 is the margins, of meters alone, and part of their Status 0") {
  Plug plug;
  CHECK(plug.obeyed("Status", "9") == Lines{R"(stat/RESULT {"Command":"Error","Input":"STATUS 9"})"});
  plug.state.meter = Meter{42.5, 231.0, 0.263};
  plug.options.power_high = 2000;
  CHECK(plug.obeyed("Status", "9") ==
        Lines{R"(stat/STATUS9 {"StatusPTH":{"PowerDelta":0,"PowerLow":0,"PowerHigh":2000,"VoltageLow":0,)"
              R"("VoltageHigh":0,"CurrentLow":0,"CurrentHigh":0}})"});
  CHECK(levels(plug.send("Status", "0")) == std::vector<std::string>{"STATUS", "STATUS1", "STATUS2", "STATUS3",
                                                                     "STATUS4", "STATUS5", "STATUS6", "STATUS7",
                                                                     "STATUS9", "STATUS10", "STATUS11"});
}

TEST_CASE("tasmota 7: Status tells names and retains as they were set") {
  Plug plug;
  plug.options.device_name = "Kettle";
  plug.options.friendly_names.own()[0] = "Water";
  plug.options.power_retain = 1;
  plug.options.save_state = 0;
  const std::string status = plug.obeyed("Status")[0];
  CHECK(status.find(R"("DeviceName":"Kettle","FriendlyName":["Water"])") != std::string::npos);
  CHECK(status.find(R"("SaveState":0)") != std::string::npos);
  CHECK(status.find(R"("SensorRetain":0,"PowerRetain":1,"InfoRetain":0)") != std::string::npos);
}

TEST_CASE("tasmota 7: Status 10 and 8 always answer, with Time alone if there is nothing to measure") {
  Plug plug;
  CHECK(plug.obeyed("Status", "10") == Lines{R"(stat/STATUS10 {"StatusSNS":{"Time":"2026-08-19T11:30:18"}})"});
  CHECK(plug.obeyed("Status", "8") == Lines{R"(stat/STATUS8 {"StatusSNS":{"Time":"2026-08-19T11:30:18"}})"});
  plug.state.meter = Meter{42.5, 231.0, 0.263};
  plug.energy = EnergyTotals{plug.moment.now, 1, 2, 3, 4};
  const Lines lines = plug.obeyed("Status", "10");
  CHECK(lines[0].starts_with(R"(stat/STATUS10 {"StatusSNS":{"Time":"2026-08-19T11:30:18","ENERGY":{"TotalStartTime")"));
  CHECK(lines[0].find("Period") == std::string::npos);
}

TEST_CASE("tasmota 7: Status 11 is the STATE object") {
  Plug plug;
  const std::string state = plug.obeyed("State")[0].substr(std::string("stat/RESULT ").size());
  CHECK(plug.obeyed("Status", "11") == Lines{R"(stat/STATUS11 {"StatusSTS":)" + state + "}"});
}

TEST_CASE("tasmota 7: Status 0 sends every object in a message of its own, and no RESULT") {
  Plug plug;
  const Reply reply = plug.send("Status", "0");
  CHECK(levels(reply) == std::vector<std::string>{"STATUS", "STATUS1", "STATUS2", "STATUS3", "STATUS4", "STATUS5",
                                                  "STATUS6", "STATUS7", "STATUS10", "STATUS11"});
  CHECK(reply.outcome == Outcome::confirmed);
  for (const Message& message : reply.messages) CHECK(parse_json(message.payload));
}

TEST_CASE("tasmota 7: Status0 sends all objects merged into one message") {
  Plug plug;
  const Reply reply = plug.send("Status0");
  REQUIRE(levels(reply) == std::vector<std::string>{"STATUS0"});
  const auto json = parse_json(reply.messages[0].payload);
  REQUIRE(json);
  std::vector<std::string> keys;
  for (const auto& member : *json->object()) keys.push_back(member.first);
  CHECK(keys == std::vector<std::string>{"Status", "StatusPRM", "StatusFWR", "StatusLOG", "StatusMEM", "StatusNET",
                                         "StatusMQT", "StatusTIM", "StatusSNS", "StatusSTS"});
  CHECK(levels(plug.send("Status0", "5")) == std::vector<std::string>{"STATUS0"});
}

TEST_CASE("tasmota 10: a number that is not there, or not here, is an error") {
  Plug plug;
  for (const char* absent : {"9", "12", "13", "14", "99", "ALL"}) {
    CAPTURE(absent);
    CHECK(plug.obeyed("Status", absent) ==
          Lines{std::string(R"(stat/RESULT {"Command":"Error","Input":"STATUS )") + absent + "\"}"});
  }
}

TEST_CASE("tasmota 1: _status answers all the same") {
  Plug plug;
  CHECK(levels(plug.send("_status", "2")) == std::vector<std::string>{"STATUS2"});
}
