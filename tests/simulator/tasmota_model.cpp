#include "simulator/tasmota_model.h"

#include <fmt/core.h>

#include <algorithm>
#include <cstdlib>

#include "base/json.h"
#include "base/text.h"

namespace presad::simulator {

namespace {

TasmotaAnswer one(const std::string& level, const std::string& body) { return {body, {{level, body}}}; }

std::string quoted_mac(const std::string& mac) {
  std::string text;
  for (std::size_t place = 0; place < mac.size(); place += 2) text += (place == 0 ? "" : ":") + mac.substr(place, 2);
  return json_string(text);
}

}  // namespace

std::string TasmotaModel::power_key(unsigned relay) const {
  return relays_.size() == 1 ? "POWER" : "POWER" + std::to_string(relay);
}

TasmotaAnswer TasmotaModel::execute(std::string_view command) {
  const std::string word = to_upper(command.substr(0, command.find(' ')));
  const std::string payload(command.size() > word.size() ? command.substr(word.size() + 1) : "");
  const std::string name = word.substr(0, word.find_first_of("0123456789"));
  const std::string digits = word.substr(name.size());
  const unsigned index = digits.empty() ? 1 : static_cast<unsigned>(std::strtoul(digits.c_str(), nullptr, 10));
  if (name == "POWER" && index <= relays_.size()) return execute_power(index, payload);
  if (name == "DIMMER" && settings_.kind == TasmotaKind::lamp) return execute_dimmer(payload);
  if (name == "SHUTTERPOSITION" && settings_.kind == TasmotaKind::shutter) return execute_shutter(payload);
  if (name == "STATUS") return execute_status(payload);
  if (name == "SETOPTION" || name == "SO") return execute_set_option(index, payload);
  if (const auto answer = stored_.execute(name == "FN" ? "FRIENDLYNAME" : name, index, payload))
    return one("RESULT", *answer);
  if (const auto answer = execute_network(name, payload)) return one("RESULT", *answer);
  if (name == "STATE") return one("RESULT", state());
  if (name == "VAR") return one("RESULT", "{\"Var" + std::to_string(index) + "\":" + json_string(payload) + "}");
  if (name == "BACKLOG") {
    TasmotaAnswer later{"{}", {}};
    for (std::string_view rest = payload; !rest.empty();) {
      const std::string_view each = rest.substr(0, rest.find(';'));
      rest.remove_prefix(std::min(rest.size(), each.size() + 1));
      for (auto& message : execute(each).messages) later.messages.push_back(std::move(message));
    }
    return later;
  }
  const std::string input = payload.empty() ? word : word + " " + payload;
  return one("RESULT", std::string(R"({"Command":")") + (name == "POWER" ? "Error" : "Unknown") + R"(","Input":)" +
                           json_string(input) + "}");
}

TasmotaAnswer TasmotaModel::execute_power(unsigned index, std::string_view payload) {
  const std::string word = to_upper(payload);
  TasmotaAnswer answer;
  std::string members;
  for (unsigned relay = 1; relay <= relays_.size(); ++relay) {
    if (index != 0 && relay != index) continue;
    if (word == "1" || word == "ON") relays_[relay - 1] = true;
    if (word == "0" || word == "OFF") relays_[relay - 1] = false;
    if (word == "2" || word == "TOGGLE") press(relay);
    const std::string member = "\"" + power_key(relay) + "\":\"" + power(relay) + "\"";
    members += (members.empty() ? "" : ",") + member;
    answer.messages.emplace_back("RESULT", "{" + member + "}");
    answer.messages.emplace_back(power_key(relay), power(relay));
  }
  answer.body = "{" + members + "}";
  if (doubled_keys) {
    const std::string whole = state();
    answer.body = whole.substr(0, whole.size() - 1) + "," + members + "}";
  }
  return answer;
}

TasmotaAnswer TasmotaModel::execute_dimmer(std::string_view payload) {
  if (payload.empty()) return one("RESULT", "{\"Dimmer\":" + std::to_string(dimmer_) + "}");
  dimmer_ = std::min(100U, static_cast<unsigned>(std::strtoul(std::string(payload).c_str(), nullptr, 10)));
  relays_.front() = dimmer_ != 0;
  return one("RESULT", "{\"" + power_key(1) + "\":\"" + power(1) + "\"" + light() + "}");
}

TasmotaAnswer TasmotaModel::execute_shutter(std::string_view payload) {
  if (!payload.empty()) {
    position_ = std::min(100U, static_cast<unsigned>(std::strtoul(std::string(payload).c_str(), nullptr, 10)));
  }
  return one("RESULT", "{" + shutter() + "}");
}

std::string TasmotaModel::light() const {
  return fmt::format(R"(,"Dimmer":{},"Color":"{:02X}00","HSBColor":"0,0,0","White":{},"CT":153)", dimmer_,
                     dimmer_ * 255 / 100, dimmer_);
}

std::string TasmotaModel::shutter() const {
  return fmt::format(R"("Shutter1":{{"Position":{0},"Direction":0,"Target":{0},"Tilt":0}})", position_);
}

std::string TasmotaModel::sensors() const {
  const std::string time = "\"Time\":\"" + this->time() + "\"";
  if (settings_.kind == TasmotaKind::shutter) return "{" + time + "," + shutter() + "}";
  if (settings_.kind == TasmotaKind::lamp) return "{" + time + "}";
  return "{" + time + R"(,"ENERGY":{"Total":137.400,"Power":43,"Factor":0.70,"Voltage":231}})";
}

TasmotaAnswer TasmotaModel::execute_set_option(unsigned number, std::string_view payload) {
  const bool is_number = number >= 32 && number < 50;
  const std::string word = to_upper(payload);
  if (!payload.empty()) {
    options_[number] = word == "ON" ? 1 : static_cast<unsigned>(std::strtoul(word.c_str(), nullptr, 10));
  }
  restart_due_ = restart_due_ || (number == 3 && !payload.empty());
  const unsigned value = options_[number];
  const std::string shown = is_number ? std::to_string(value) : value == 0 ? "\"OFF\"" : "\"ON\"";
  return one("RESULT", "{\"SetOption" + std::to_string(number) + "\":" + shown + "}");
}

/// What a change of the network's settings brings about is there after the restart that ends the command.
std::optional<std::string> TasmotaModel::execute_network(std::string_view name, const std::string& payload) {
  const std::map<std::string_view, std::pair<const char*, std::string*>> texts = {
      {"MQTTHOST", {"MqttHost", &settings_.mqtt_host}},
      {"MQTTUSER", {"MqttUser", &settings_.mqtt_user}},
      {"MQTTPASSWORD", {"MqttPassword", &settings_.mqtt_password}},
      {"WEBPASSWORD", {"WebPassword", &settings_.password}},
      {"TOPIC", {"Topic", &settings_.topic}},
      {"FULLTOPIC", {"FullTopic", &settings_.full_topic}},
  };
  if (name == "PREFIX") return R"({"Prefix1":"cmnd","Prefix2":"stat","Prefix3":"tele"})";
  if (name == "MQTTPORT") {
    if (!payload.empty()) {
      settings_.mqtt_port = static_cast<unsigned>(std::strtoul(payload.c_str(), nullptr, 10));
      settings_.broker_port = static_cast<std::uint16_t>(settings_.mqtt_port);
      restart_due_ = true;
    }
    return "{\"MqttPort\":" + std::to_string(settings_.mqtt_port) + "}";
  }
  const auto found = texts.find(name);
  if (found == texts.end()) return std::nullopt;
  const auto [shown, text] = found->second;
  const bool secret = name == "MQTTPASSWORD" || name == "WEBPASSWORD";
  if (!payload.empty()) {
    *text = payload == "0" || payload == "\"" ? "" : payload;
    if (name == "MQTTHOST") settings_.broker_address = payload;
    restart_due_ = restart_due_ || name != "WEBPASSWORD";
  }
  return std::string("{\"") + shown + "\":" + json_string(secret ? "****" : *text) + "}";
}

void TasmotaModel::restart() noexcept {
  mqtt_count_ = 0;
  restarted_ = true;
}

/// Before a time server has told it the time, the firmware counts from 1970 on.
std::string TasmotaModel::time() const { return settings_.clock_set ? "2026-08-19T11:30:18" : "1970-01-01T00:05:06"; }

/// As Status 3 tells them: 32 flags, 18 numbers, then 32 flags from 50, 82 and 114 on.
std::string TasmotaModel::option_words() const {
  const auto value = [this](unsigned number) {
    const auto found = options_.find(number);
    return found == options_.end() ? 0U : found->second;
  };
  const auto flags = [&value](unsigned first) {
    std::uint32_t word = 0;
    for (unsigned bit = 0; bit < 32; ++bit) word |= (value(first + bit) != 0 ? 1U : 0U) << bit;
    return fmt::format("\"{:08X}\"", word);
  };
  std::string numbers;
  for (unsigned number = 32; number < 50; ++number) numbers += fmt::format("{:02X}", value(number));
  return fmt::format("[{},\"{}\",{},{},{}]", flags(0), numbers, flags(50), flags(82), flags(114));
}

std::string TasmotaModel::state() const {
  std::string text =
      "{\"Time\":\"" + time() +
      (restarted_ ? R"(","Uptime":"0T00:00:06","UptimeSec":6)" : R"(","Uptime":"0T00:05:06","UptimeSec":306)") +
      R"(,"Heap":25,"MqttCount":)" + std::to_string(mqtt_count_);
  for (unsigned relay = 1; relay <= relays_.size(); ++relay) {
    text += ",\"" + power_key(relay) + "\":\"" + power(relay) + "\"";
  }
  if (settings_.kind == TasmotaKind::lamp) text += light();
  return text + R"(,"Wifi":{"AP":1,"SSId":"home","RSSI":78,"Signal":-61}})";
}

TasmotaAnswer TasmotaModel::execute_status(std::string_view payload) const {
  const std::string number(payload);
  const auto part = [&](const char* level, const char* key, const std::string& object) {
    return one(level, std::string("{\"") + key + "\":" + object + "}");
  };
  if (number.empty()) {
    return part("STATUS", "Status",
                R"({"Module":1,"DeviceName":"Cantina","FriendlyName":["Cantina"],"Topic":)" +
                    json_string(settings_.topic) + R"(,"Power":"0"})");
  }
  if (number == "2") return part("STATUS2", "StatusFWR", R"x({"Version":"14.1.0(tasmota)","Core":"2_7_7"})x");
  if (number == "3") {
    return part("STATUS3", "StatusLOG",
                R"({"TelePeriod":300,"Resolution":"558180C0","SetOption":)" + option_words() + "}");
  }
  if (number == "5") {
    return part("STATUS5", "StatusNET",
                R"({"Hostname":"cantina-6956","IPAddress":)" + json_string(settings_.address) + ",\"Mac\":" +
                    quoted_mac(settings_.mac) + R"(,"Gateway":"10.0.0.1","Webserver":2,"HTTP_API":1,"WifiConfig":)" +
                    std::to_string(settings_.wifi_config) + "}");
  }
  if (number == "6" && mqtt_on()) {
    return part("STATUS6", "StatusMQT",
                "{\"MqttHost\":" + json_string(settings_.mqtt_host) + ",\"MqttPort\":" +
                    std::to_string(settings_.mqtt_port) + ",\"MqttUser\":" + json_string(settings_.mqtt_user) +
                    ",\"MqttCount\":" + std::to_string(mqtt_count_) + "}");
  }
  if (number == "11") return part("STATUS11", "StatusSTS", state());
  if (number == "8" || (number == "10" && !old_firmware)) {
    return part(number == "8" ? "STATUS8" : "STATUS10", "StatusSNS", sensors());
  }
  return one("RESULT", R"({"Command":"Error","Input":"STATUS )" + number + "\"}");
}

}  // namespace presad::simulator
