#include "cli/retire/retire_report.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/json.h"
#include "cli/answer.h"
#include "cli/terminal.h"

namespace presad::cli {

namespace {

std::string counted(std::size_t count) { return std::to_string(count) + (count == 1 ? " message" : " messages"); }

std::string lines_of(const std::vector<KeptMessage>& messages) {
  std::string text;
  for (const KeptMessage& message : messages) text += "  " + for_terminal(message.topic) + '\n';
  return text;
}

std::string whose(const RetireReport& report, const KeptMessage& message) {
  if (report.version == mqtt::Version::v3_1_1) return "whose it is cannot be told";
  if (message.mark.empty()) return "not presad's: a Tasmota device's own?";
  return "of " + for_terminal(message.mark) + "; --mark retires that one's";
}

void write_messages(JsonWriter& json, const char* key, const std::vector<KeptMessage>& messages) {
  json.key(key).begin_array();
  for (const KeptMessage& message : messages) {
    json.begin_object().key("topic").string(message.topic);
    json.key("device");
    if (message.device.empty()) {
      json.null();
    } else {
      json.string(message.device);
    }
    json.key("mark");
    if (message.mark.empty()) {
      json.null();
    } else {
      json.string(message.mark);
    }
    json.end_object();
  }
  json.end_array();
}

}  // namespace

void take_kept(RetireReport& report, std::vector<KeptMessage> kept) {
  for (KeptMessage& message : kept) {
    const bool wanted = report.topic.empty() || message.device == report.topic;
    if (!wanted) continue;
    if (message.ours) {
      report.ours.push_back(std::move(message));
    } else if (!report.topic.empty() || !message.mark.empty()) {
      report.others.push_back(std::move(message));
    }
  }
}

int status_of(const RetireReport& report) {
  const bool something = report.asked_again ? !report.left.empty() : !report.ours.empty();
  const bool of_others = !report.topic.empty() && !report.others.empty();
  return something || of_others || !report.unheard.empty() ? exit_not_done : exit_done;
}

std::string render_kept(const RetireReport& report) {
  const std::string what =
      report.topic.empty() ? for_terminal(report.mark) : "\"" + report.topic + "\" by " + for_terminal(report.mark);
  std::string text;
  if (report.version == mqtt::Version::v3_1_1) {
    text +=
        "The broker speaks MQTT 3.1.1, where messages carry no mark: presad's are told by the inventory's topics.\n";
  }
  if (report.ours.empty()) {
    text += "The broker keeps nothing of " + what + ".\n";
  } else {
    text += "The broker keeps " + counted(report.ours.size()) + " of " + what + ":\n" + lines_of(report.ours);
  }
  if (!report.others.empty()) text += "Left alone:\n";
  for (const KeptMessage& message : report.others) {
    text += "  " + for_terminal(message.topic) + " (" + whose(report, message) + ")\n";
  }
  if (!report.nearest.empty()) text += "Did you mean \"" + for_terminal(report.nearest) + "\"?\n";
  for (const std::string& topic : report.unheard) {
    text += "What is kept beside " + for_terminal(topic) +
            " cannot be known: the broker's access list does not let this account hear it (see docs/mosquitto.md).\n";
  }
  return text;
}

std::string render_outcome(const RetireReport& report) {
  if (!report.asked_again) return report.ours.empty() ? "" : "Nothing was cleared: --yes does it.\n";
  if (report.left.empty()) return "Cleared. The broker was asked again and keeps nothing of it.\n";
  return "The broker was asked again and still keeps " + counted(report.left.size()) +
         " of it; its access list may forbid clearing, or somebody publishes them anew:\n" + lines_of(report.left);
}

std::string render_retire_json(const RetireReport& report) {
  JsonWriter json;
  json.begin_object().key("topic");
  if (report.topic.empty()) {
    json.null();
  } else {
    json.string(report.topic);
  }
  json.key("mark").string(report.mark).key("protocol").string(mqtt::name(report.version));
  write_messages(json, "messages", report.ours);
  write_messages(json, "left_alone", report.others);
  json.key("unheard").begin_array();
  for (const std::string& topic : report.unheard) json.string(topic);
  json.end_array().key("asked_again").boolean(report.asked_again);
  write_messages(json, "left", report.left);
  return json_for_terminal(json.end_object().take()) + '\n';
}

}  // namespace presad::cli
