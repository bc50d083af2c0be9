#include "simulator/tasmota_simulator.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdio>

#include "crypto/base64.h"

namespace presad::simulator {

namespace {

constexpr std::array<std::string_view, 11> faults = {"headers", "none",    "warning", "empty", "lost", "truncated",
                                                     "booting", "doubled", "old",     "late",  "page"};

/// At once, since whoever reads it through a pipe waits for it; with the time that all processes share.
void print(const std::string& line) {
  const auto now = SystemClock().now().time_since_epoch().count();
  std::printf("%s at=%lld\n", line.c_str(), static_cast<long long>(now));
  std::fflush(stdout);
}

}  // namespace

TasmotaSimulator::TasmotaSimulator(loop::EventLoop& loop, TasmotaSettings settings)
    : loop_(loop),
      model_(std::move(settings)),
      web_(loop, *this),
      mqtt_(loop, *this),
      restarting_(loop, Delegate<void()>::to<&TasmotaSimulator::on_restart>(this)),
      terminate_(loop, SIGTERM, Delegate<void()>::to<&TasmotaSimulator::on_signal>(this)),
      interrupt_(loop, SIGINT, Delegate<void()>::to<&TasmotaSimulator::on_signal>(this)) {}

Result<bool> TasmotaSimulator::start() {
  const TasmotaSettings& settings = model_.settings();
  if (auto opened = web_.open(settings.address, settings.port); !opened) return opened;
  print("ready tasmota=" + settings.topic + " address=" + settings.address + " port=" + std::to_string(web_.port()));
  console_.emplace(loop_, STDIN_FILENO, Delegate<void(const std::string&)>::to<&TasmotaSimulator::on_typed>(this));
  return true;
}

WebAnswer TasmotaSimulator::on_request(const std::string& path, const std::string& command,
                                       const std::string& authorization) {
  using Manner = WebAnswer::Manner;
  ++requests_;
  if (path != "/cm") return {404, "", Manner::whole};
  if (fault_ == "page") return {200, "<!DOCTYPE html><html></html>", Manner::whole};
  if (fault_ == "empty") return {200, "", Manner::nothing};
  const std::string need = R"({"WARNING":"Need user=<username>&password=<password>"})";
  const std::string login = "admin:" + model_.settings().password;
  const bool known =
      model_.settings().password.empty() || authorization == "Basic " + crypto::encode_base64(as_bytes(login));
  if (!known) return {401, need, Manner::whole};
  if (fault_ == "warning") return {200, need, Manner::whole};
  if (command.empty()) return {200, R"({"WARNING":"Enter command cmnd="})", Manner::whole};
  if (fault_ == "booting") return {200, "{}", Manner::whole};
  const std::string body = execute(command, "http").body;
  if (fault_ == "lost") return {200, "", Manner::nothing};
  if (fault_ == "late") return {200, "", Manner::late};
  if (fault_ == "headers") return {200, body, Manner::verbose};
  return {200, body, fault_ == "truncated" ? Manner::cut : Manner::whole};
}

TasmotaAnswer TasmotaSimulator::execute(const std::string& command, const char* way) {
  if (!command.starts_with("Status ") && command != "Status") {
    print(std::string("executed way=") + way + " command=\"" + command + "\"");
  }
  TasmotaAnswer answer = model_.execute(command);
  for (const auto& [level, payload] : answer.messages) mqtt_.publish(topic("stat", level), payload, false);
  // The firmware waits two seconds; half of one is time enough for the answer to leave.
  if (model_.takes_restart()) restarting_.arm_in(std::chrono::milliseconds(500));
  return answer;
}

void TasmotaSimulator::on_joining() {
  print("joining");
  model_.count_connect();
  mqtt_.publish(topic("tele", "LWT"), "Online", true);
  mqtt_.publish(topic("cmnd", "POWER"), "", false);
}

void TasmotaSimulator::on_subscribed() { print("joined"); }

void TasmotaSimulator::on_message(const std::string& from, const std::string& payload) {
  const std::string word = from.substr(from.rfind('/') + 1);
  execute(payload.empty() ? word : word + " " + payload, "mqtt");
}

void TasmotaSimulator::on_lost(const std::string& why) { print("lost the broker: " + why); }

void TasmotaSimulator::on_typed(const std::string& line) {
  const TasmotaSettings& settings = model_.settings();
  if (line == "join") {
    join();
    print("join");
  } else if (line == "leave") {
    mqtt_.vanish();
    print("left");
  } else if (line == "press") {
    press();
  } else if (line == "unplug") {
    mqtt_.vanish();
    web_.close();
    print("unplugged");
  } else if (line == "plug") {
    const auto opened = web_.open(settings.address, settings.port);
    print(opened ? "plugged" : "error " + opened.error().what);
  } else if (line.starts_with("type ")) {
    execute(line.substr(5), "console");
    print("typed");
  } else if (line.starts_with("fault ")) {
    set_fault(line.substr(6));
  } else if (line == "show") {
    print("state " + model_.power_key(1) + "=" + model_.power(1) + " requests=" + std::to_string(requests_));
  } else if (line == "quit") {
    loop_.stop(0);
  } else if (!line.empty()) {
    print("error no such action");
  }
}

void TasmotaSimulator::join() {
  const TasmotaSettings& settings = model_.settings();
  const std::string client = "DVES_" + settings.mac.substr(6);
  mqtt_.join(settings.broker_address, settings.broker_port, {client, settings.mqtt_user, settings.mqtt_password},
             topic("tele", "LWT"), {topic("cmnd", "#"), "cmnd/tasmotas/#", "cmnd/" + client + "_fb/#"});
}

void TasmotaSimulator::on_restart() {
  mqtt_.vanish();
  model_.restart();
  print("restarted");
  if (model_.mqtt_on() && !model_.settings().mqtt_host.empty()) join();
}

void TasmotaSimulator::press() {
  model_.press(1);
  mqtt_.publish(topic("stat", "RESULT"), "{\"" + model_.power_key(1) + "\":\"" + model_.power(1) + "\"}", false);
  mqtt_.publish(topic("stat", model_.power_key(1)), model_.power(1), false);
  print("pressed");
}

void TasmotaSimulator::set_fault(const std::string& name) {
  if (std::find(faults.begin(), faults.end(), name) == faults.end()) return print("error no such fault");
  fault_ = name == "none" ? "" : name;
  model_.doubled_keys = name == "doubled";
  model_.old_firmware = name == "old";
  print("fault " + name);
}

std::string TasmotaSimulator::topic(const char* prefix, const std::string& level) const {
  return std::string(prefix) + "/" + model_.settings().topic + "/" + level;
}

const char* tasmota_action_help() noexcept {
  return "Actions, typed, one a line:\n"
         "  join, leave          it connects to the broker; it vanishes from it, and HTTP stays\n"
         "  press                its button\n"
         "  type COMMAND         at its own console\n"
         "  unplug, plug         nothing of it is there; it is back, over HTTP\n"
         "  fault NAME           what is wrong with its answers over HTTP, until fault none:\n"
         "                       warning    200 and a demand for the password, as before firmware 8.2\n"
         "                       empty      closes without a word, and does nothing (SetOption128 0)\n"
         "                       lost       does what it is told, and closes without a word\n"
         "                       late       does what it is told, and never answers\n"
         "                       headers    40 KiB of headers ahead of the answer\n"
         "                       truncated  half of the answer\n"
         "                       booting    {} to everything, and does nothing\n"
         "                       doubled    STATE comes along with Power (SetOption59), some keys twice\n"
         "                       old        no Status 10\n"
         "                       page       a web page (WebServer 1)\n"
         "  show, quit\n";
}

std::string render_tasmota_inventory(const TasmotaSettings& settings) {
  std::string text = "  " + settings.topic + ":\n    type: tasmota\n    address: " + settings.address + "\n";
  if (!settings.password.empty()) text += "    password: '" + settings.password + "'\n";
  return text;
}

}  // namespace presad::simulator
