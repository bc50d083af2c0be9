#include "tasmota/relayed.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/json_members.h"
#include "base/text.h"
#include "tasmota/command_table.h"
#include "tasmota/payload.h"
#include "tasmota/presad_object.h"
#include "tasmota/telemetry.h"
#include "tasmota/topic_filter.h"

namespace presad::tasmota {

namespace {

/// The objects of Status, and where each goes.
constexpr std::array<std::pair<std::string_view, std::string_view>, 12> status_levels = {{
    {"Status", "STATUS"},
    {"StatusPRM", "STATUS1"},
    {"StatusFWR", "STATUS2"},
    {"StatusLOG", "STATUS3"},
    {"StatusMEM", "STATUS4"},
    {"StatusNET", "STATUS5"},
    {"StatusMQT", "STATUS6"},
    {"StatusTIM", "STATUS7"},
    {"StatusPTH", "STATUS9"},
    {"StatusSTS", "STATUS11"},
    {"StatusSHT", "STATUS13"},
    {"StatusSNS", "STATUS10"},
}};

/// What a device says under stat and tele, where one filter for all of it would overlap with the house's own.
constexpr std::array<std::pair<Prefix, const char*>, 8> said_levels = {{{Prefix::tele, "STATE"},
                                                                        {Prefix::tele, "SENSOR"},
                                                                        {Prefix::tele, "INFO1"},
                                                                        {Prefix::tele, "MARGINS"},
                                                                        {Prefix::stat, "RESULT"},
                                                                        {Prefix::stat, "POWER"},
                                                                        {Prefix::stat, "POWER1"},
                                                                        {Prefix::stat, "STATUS11"}}};

bool is_power_key(std::string_view key) {
  return key.starts_with("POWER") && key.substr(5).find_first_not_of("0123456789") == std::string_view::npos;
}

/// Whether an object is STATE is told by what STATE alone has.
bool is_state(const JsonMembers& members) { return find_member(members, "Uptime") != nullptr; }

std::string object(const JsonMember& member) { return join_json_object({member}); }

std::string status_level(const JsonMember& member, std::string_view payload) {
  if (member.key == "StatusSNS" && parse_payload(payload).number == 8) return "STATUS8";
  for (const auto& [key, level] : status_levels) {
    if (member.key == key) return std::string(level);
  }
  return "RESULT";
}

Messages render_status(const CommandWord& word, std::string_view payload, std::string_view answer,
                       const JsonMembers& members) {
  if (word.has_index && word.index == 0) return {{Prefix::stat, "STATUS0", std::string(answer), false}};
  Messages messages;
  JsonMembers others;  // {"Command":"Error",…} is one message
  for (const JsonMember& member : members) {
    const std::string level = status_level(member, payload);
    if (level == "RESULT") {
      others.push_back(member);
    } else {
      messages.push_back({Prefix::stat, level, object(member), false});
    }
  }
  if (!others.empty()) messages.push_back({Prefix::stat, "RESULT", join_json_object(others), false});
  return messages;
}

void append_power_pair(Messages& messages, const JsonMember& member, bool silent) {
  if (!silent) messages.push_back({Prefix::stat, "RESULT", object(member), false});
  if (member.text == "\"ON\"" || member.text == "\"OFF\"") {
    messages.push_back({Prefix::stat, member.key, member.text.substr(1, member.text.size() - 2), false});
  }
}

/// With SetOption59 STATE and the relay come in one object: told apart by what STATE alone has.
Messages render_powers(const CommandWord& word, std::string_view answer, const JsonMembers& members) {
  Messages messages;
  const bool with_state = is_state(members);
  if (with_state) messages.push_back({Prefix::tele, "STATE", std::string(answer), false});
  const std::string wanted = "POWER" + std::to_string(word.index);
  for (const JsonMember& member : members) {
    if (!is_power_key(member.key)) continue;
    const bool of_this = word.index == 0 || member.key == "POWER" || member.key == wanted;
    if (!with_state || of_this) append_power_pair(messages, member, word.silent);
  }
  return messages;
}

/// "COMMAND" for what the device does not know, as the firmware has it.
std::string answer_level(const CommandWord& word, const Message& message) {
  const Result<JsonMembers> members = split_json_object(message.payload);
  const std::string* const verdict = members ? find_member(*members, "Command") : nullptr;
  if (verdict != nullptr && *verdict == "\"Unknown\"") return "COMMAND";
  if (members && members->size() == 1 && is_power_key(members->front().key)) return members->front().key;
  for (const CommandRow& row : command_table()) {
    if (!row.short_word.empty() && equal_ignoring_case(row.short_word, word.name)) return to_upper(row.word);
  }
  return word.name;
}

void append_presad(JsonMembers& state, const View& view) {
  JsonWriter json;
  write_presad(json, view);
  state.push_back({"Presad", json.take()});
}

bool only_powers(const JsonMembers& members) {
  return std::all_of(members.begin(), members.end(), [](const JsonMember& member) { return is_power_key(member.key); });
}

}  // namespace

Messages render_relayed(const CommandWord& word, std::string_view payload, std::string_view answer) {
  const Result<JsonMembers> members = split_json_object(answer);
  if (!members || members->empty()) return {};
  const bool refused = find_member(*members, "Command") != nullptr;
  if (word.name == "STATUS") return render_status(word, payload, answer, *members);
  if (!refused && (word.name == "POWER" || only_powers(*members))) return render_powers(word, answer, *members);
  if (word.silent && !refused) return {};
  return {{Prefix::stat, "RESULT", std::string(answer), false}};
}

void answer_by_command(Messages& messages, const CommandWord& word) {
  for (Message& message : messages) {
    if (message.prefix == Prefix::stat && message.level == "RESULT") message.level = answer_level(word, message);
  }
}

void add_presad_object(Messages& messages, const View& view) {
  for (Message& message : messages) {
    Result<JsonMembers> members = split_json_object(message.payload);
    if (!members) continue;
    bool told = is_state(*members);
    if (told) append_presad(*members, view);
    for (JsonMember& member : *members) {
      Result<JsonMembers> state =
          member.key == "StatusSTS" ? split_json_object(member.text) : Result<JsonMembers>(JsonMembers{});
      if (!state || state->empty()) continue;
      append_presad(*state, view);
      member.text = join_json_object(*state);
      told = true;
    }
    if (told) message.payload = join_json_object(*members);
  }
}

Messages render_relayed_power(const std::string& key, const std::string& power) {
  Messages messages;
  append_power_pair(messages, {key, json_string(power)}, false);
  return messages;
}

Messages render_relayed_telemetry(const std::string& state, const std::string& sensors) {
  Messages messages;
  if (!state.empty()) messages.push_back({Prefix::tele, "STATE", state, false});
  const Result<JsonMembers> members = split_json_object(sensors);
  if (members && members->size() > 1) messages.push_back({Prefix::tele, "SENSOR", sensors, false});
  return messages;
}

std::map<std::string, std::string> relayed_shutters(std::string_view whole) {
  std::map<std::string, std::string> shutters;
  const Result<JsonMembers> members = split_json_object(whole);
  if (!members) return shutters;
  for (const JsonMember& member : *members) {
    const std::string_view digits = std::string_view(member.key).substr(std::min<std::size_t>(member.key.size(), 7));
    const bool numbered = !digits.empty() && digits.find_first_not_of("0123456789") == std::string_view::npos;
    if (member.key.starts_with("Shutter") && numbered && member.text.starts_with('{'))
      shutters[member.key] = member.text;
  }
  return shutters;
}

Message render_relayed_shutter(const std::string& key, const std::string& shutter) {
  return {Prefix::stat, "RESULT", object({key, shutter}), false};
}

std::map<std::string, std::string> relayed_powers(std::string_view object) {
  std::map<std::string, std::string> powers;
  const Result<JsonMembers> members = split_json_object(object);
  if (!members) return powers;
  for (const JsonMember& member : *members) {
    if (!is_power_key(member.key)) continue;
    if (member.text == "\"ON\"") powers[member.key] = "ON";
    if (member.text == "\"OFF\"") powers[member.key] = "OFF";
  }
  return powers;
}

Messages render_relayed_info(const View& view, std::string_view version) {
  Messages messages = render_info(view);
  auto outer = split_json_object(messages.front().payload);
  if (!outer || outer->empty()) return messages;
  auto inner = split_json_object(outer->front().text);
  if (!inner) return messages;
  for (JsonMember& member : *inner) {
    if (member.key == "Version" && !version.empty()) member.text = json_string(version);
  }
  outer->front().text = join_json_object(*inner);
  messages.front().payload = join_json_object(*outer);
  return messages;
}

void add_listening_filters(std::vector<std::string>& filters, const FullTopic& full_topic, std::string_view topic) {
  const auto add = [&filters](std::string wanted) {
    const auto in_the_way =
        std::find_if(filters.begin(), filters.end(), [&](const std::string& each) { return overlap(each, wanted); });
    if (in_the_way != filters.end()) return false;
    filters.push_back(std::move(wanted));
    return true;
  };
  add(full_topic.build(Prefix::stat, topic, "#"));
  for (const auto& [prefix, level] : said_levels) add(full_topic.build(prefix, topic, level));
}

}  // namespace presad::tasmota
