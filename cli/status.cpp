#include "cli/status.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <memory>
#include <utility>
#include <vector>

#include "cli/answer.h"
#include "cli/presad_socket.h"
#include "cli/screen.h"
#include "cli/terminal.h"

namespace presad::cli {

namespace {

struct Options {
  SocketOptions socket;
  std::string topic;
  bool json = false;
  unsigned timeout = 5;  ///< seconds; presad answers this from memory
};

constexpr std::size_t columns = 8;
using Row = std::array<std::string, columns>;

std::string fence_in_words(const std::string& fence) {
  if (fence == "up") return "up: the kernel lets presad speak to the local network only";
  if (fence == "down") return "down: presad keeps to the local network by itself alone (not run by its unit?)";
  return "unknown";
}

std::string power_of(const State& state) {
  std::string text;
  for (const Power power : state.relays) {
    text += (text.empty() ? "" : ",") + std::string(power == Power::on ? "on" : power == Power::off ? "off" : "?");
  }
  return text;
}

std::string session_of(const Overview& device) {
  if (device.answering == Answering::itself) return "its own";
  if (device.answering == Answering::nobody) return "none";
  return device.condition.trouble == Trouble::none ? "established" : name(device.condition.trouble);
}

std::string last_of(const Overview& device) {
  if (!device.last_outcome) return "";
  return fmt::format("{} {} ms", name(*device.last_outcome), device.last_latency.count() / 1000);
}

std::string watts_of(const State& state) {
  return state.meter && state.meter->power_w ? fmt::format("{:.1f} W", *state.meter->power_w) : "";
}

Row row_of(const Overview& device, WallTime now) {
  const std::string seen =
      !device.heard ? "" : render_uptime(std::max<long long>(0, (now - *device.heard) / std::chrono::seconds(1)));
  return {device.topic, power_of(device.state), session_of(device), device.condition.address,
          seen,         device.condition.rung,  last_of(device),    watts_of(device.state)};
}

/// The heads bold; a session that is none red.
std::string colored(const std::string& cell, std::size_t row, std::size_t column, const Row& words) {
  constexpr std::size_t session = 2;
  const bool ill = row > 0 && column == session && words[session] != "established" && words[session] != "its own";
  if (row == 0) return "\x1b[1m" + cell + "\x1b[0m";
  return ill ? "\x1b[31m" + cell + "\x1b[0m" : cell;
}

std::string render_table(const std::vector<Row>& rows, bool color) {
  std::array<std::size_t, columns> widths{};
  for (const Row& row : rows) {
    for (std::size_t i = 0; i < columns; ++i) widths[i] = std::max(widths[i], for_terminal(row[i]).size());
  }
  std::string text;
  for (std::size_t number = 0; number < rows.size(); ++number) {
    const Row& row = rows[number];
    std::string line;
    for (std::size_t i = 0; i < columns; ++i) {
      const std::string cell = fmt::format("{:<{}}", for_terminal(row[i]), widths[i]);
      line += (color ? colored(cell, number, i, row) : cell) + "  ";
    }
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + '\n';
  }
  return text;
}

int status(const Options& options) {
  int ended = exit_done;
  std::optional<control::Client> presad = reach_presad(options.socket, ended);
  if (!presad) return ended;
  const Result<control::StatusReply> reply =
      control::ask_status(*presad, options.topic, std::chrono::seconds(options.timeout));
  if (!reply) return complain_of(reply.error());
  const std::string text = options.json ? json_for_terminal(control::render_status(*reply)) + '\n'
                                        : render_status(*reply, SystemClock().wall_time(), takes_color(stdout));
  std::fputs(text.c_str(), stdout);
  return is_well(*reply) ? exit_done : exit_not_done;
}

}  // namespace

std::string render_uptime(long long seconds) {
  const long long minutes = seconds / 60;
  const long long hours = minutes / 60;
  if (minutes == 0) return fmt::format("{} s", seconds);
  if (hours == 0) return fmt::format("{} min", minutes);
  if (hours < 24) return fmt::format("{} h {} min", hours, minutes % 60);
  return fmt::format("{} d {} h", hours / 24, hours % 24);
}

std::string render_status(const control::StatusReply& status, WallTime now, bool color) {
  const control::DaemonOverview& daemon = status.daemon;
  std::string text =
      fmt::format("presad    {}, up {}\n", for_terminal(daemon.version), render_uptime(daemon.uptime.count()));
  text += fmt::format("broker    {}:{}{}\n", for_terminal(daemon.broker_host), daemon.broker_port,
                      daemon.broker_connected ? "" : ", not connected");
  text += fmt::format("devices   {} online, {} offline\n", daemon.online, daemon.offline);
  std::string counts;
  for (std::size_t i = 0; i < outcome_count; ++i) {
    counts += fmt::format("{}{} {}", counts.empty() ? "" : ", ", daemon.ended[i], name(static_cast<Outcome>(i)));
  }
  text += fmt::format("commands  {}\n", counts);
  text += fmt::format("fence     {}\n", fence_in_words(daemon.fence));
  if (status.devices.empty()) return text;
  std::vector<Row> rows = {{"TOPIC", "POWER", "SESSION", "ADDRESS", "SEEN", "RUNG", "LAST", "METER"}};
  for (const Overview& device : status.devices) rows.push_back(row_of(device, now));
  text += '\n' + render_table(rows, color);
  for (const Overview& device : status.devices) {
    if (device.condition.cause.empty()) continue;
    text += fmt::format("{}: {}\n", for_terminal(device.topic), for_terminal(device.condition.cause));
  }
  return text;
}

bool is_well(const control::StatusReply& status) {
  return status.daemon.broker_connected && std::all_of(status.devices.begin(), status.devices.end(),
                                                       [](const Overview& device) { return device.condition.online; });
}

Action declare_status(Arguments& arguments) {
  const auto options = std::make_shared<Options>();
  arguments.word("TOPIC", options->topic, "this device alone", false);
  declare_socket(arguments, options->socket);
  arguments.flag("--json", options->json, "print presad's own answer");
  arguments.number("--timeout", options->timeout, "how long to wait for the answer, in seconds", "S", 1, 3600);
  arguments.remark(
      "SESSION says established, or what is wrong, in full below the table. SEEN: how long ago the device told "
      "anything.\n"
      "RUNG: what woke it after a power cut (docs/power-cuts.md). LAST: how the last command ended, and after how "
      "long.\n"
      "METER: watts. The fence keeps presad to the local network (docs/hardening.md).\n"
      "Status: 0 all is well, 1 the broker or a device is away, 3 no presad, 64 bad option or TOPIC,\n"
      "77 not in the group presa.");
  return [options] { return status(*options); };
}

}  // namespace presad::cli
