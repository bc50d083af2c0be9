#include "control/overview.h"

#include <array>

namespace presad::control {

namespace {

constexpr std::array troubles = {Trouble::none,
                                 Trouble::starting,
                                 Trouble::no_address,
                                 Trouble::unreachable,
                                 Trouble::connection_refused,
                                 Trouble::slot_taken,
                                 Trouble::silent,
                                 Trouble::key_wrong,
                                 Trouble::version_wrong,
                                 Trouble::relay_undefined,
                                 Trouble::cloud_locked,
                                 Trouble::out_of_reach,
                                 Trouble::gateway_away,
                                 Trouble::cid_unknown,
                                 Trouble::key_unknown};

constexpr const char* established = "established";

const char* power_word(Power power) noexcept {
  return power == Power::undefined ? "undefined" : power == Power::on ? "on" : "off";
}

void write_text(JsonWriter& json, const char* name, const std::string& text) {
  if (!text.empty()) json.key(name).string(text);
}

void write_meter(JsonWriter& json, const Overview& overview) {
  const Meter meter = overview.state.meter.value_or(Meter{});
  const auto write = [&json](const char* name, const std::optional<double>& value, int decimals) {
    if (value) json.key(name).fixed(*value, decimals);
  };
  json.key("meter").begin_object();
  write("power_w", meter.power_w, 1);
  write("voltage_v", meter.voltage_v, 1);
  write("current_a", meter.current_a, 3);
  write("total_kwh", overview.total_kwh, 3);
  write("today_kwh", overview.today_kwh, 3);
  if (overview.meter_silent) json.key("silent").boolean(true);
  json.end_object();
}

void read_meter(const Json& json, Overview& overview) {
  const Meter meter{number_of(json.find("power_w")), number_of(json.find("voltage_v")),
                    number_of(json.find("current_a"))};
  if (meter != Meter{}) overview.state.meter = meter;
  overview.total_kwh = number_of(json.find("total_kwh"));
  overview.today_kwh = number_of(json.find("today_kwh"));
  overview.meter_silent = truth_of(json.find("silent"));
}

void read_condition(const Json& json, Condition& condition) {
  condition.online = truth_of(json.find("online"));
  const std::string session = text_of(json.find("session"));
  for (const Trouble each : troubles) {
    if (session == (each == Trouble::none ? established : name(each))) condition.trouble = each;
  }
  condition.address = text_of(json.find("address"));
  condition.protocol = text_of(json.find("protocol"));
  condition.rung = text_of(json.find("rung"));
  condition.cause = text_of(json.find("cause"));
  condition.since = time_of(json.find("since_at"));
}

}  // namespace

void write_overview(JsonWriter& json, const Overview& overview) {
  const Condition& condition = overview.condition;
  json.begin_object().key("topic").string(overview.topic);
  write_text(json, "name", overview.name);
  write_text(json, "kind", overview.module);
  write_text(json, "hardware_id", overview.hardware_id);
  json.key("answering").string(name(overview.answering));
  json.key("online").boolean(condition.online);
  if (overview.answering == Answering::presad) {
    json.key("session").string(condition.trouble == Trouble::none ? established : name(condition.trouble));
  }
  write_text(json, "address", condition.address);
  write_text(json, "protocol", condition.protocol);
  write_text(json, "rung", condition.rung);
  write_text(json, "cause", condition.cause);
  if (condition.since != WallTime{}) json.key("since_at").integer(seconds_of(condition.since));
  if (overview.heard) json.key("heard_at").integer(seconds_of(*overview.heard));
  json.key("relays").begin_array();
  for (const Power power : overview.state.relays) json.string(power_word(power));
  json.end_array();
  if (overview.state.meter || overview.total_kwh) write_meter(json, overview);
  if (overview.last_outcome) {
    json.key("last_outcome").string(name(*overview.last_outcome));
    json.key("last_latency_ms").fixed(std::chrono::duration<double, std::milli>(overview.last_latency).count(), 1);
  }
  json.key("commands");
  write_outcomes(json, overview.ended);
  json.end_object();
}

Result<Overview> read_overview(const Json& json) {
  Overview overview;
  overview.topic = text_of(json.find("topic"));
  if (overview.topic.empty()) return fail(ErrorKind::malformed, "a device without a topic");
  overview.name = text_of(json.find("name"));
  overview.module = text_of(json.find("kind"));
  overview.hardware_id = text_of(json.find("hardware_id"));
  const std::string answering = text_of(json.find("answering"));
  for (const Answering each : {Answering::presad, Answering::itself, Answering::nobody}) {
    if (answering == name(each)) overview.answering = each;
  }
  read_condition(json, overview.condition);
  if (json.find("heard_at") != nullptr) overview.heard = time_of(json.find("heard_at"));
  if (const Json* const relays = json.find("relays"); relays != nullptr && relays->array() != nullptr) {
    for (const Json& each : *relays->array()) {
      if (overview.state.relays.size() == max_relays) break;
      const std::string power = text_of(&each);
      overview.state.relays.push_back(power == "on" ? Power::on : power == "off" ? Power::off : Power::undefined);
    }
  }
  if (const Json* const meter = json.find("meter"); meter != nullptr) read_meter(*meter, overview);
  overview.last_outcome = parse_outcome(text_of(json.find("last_outcome")));
  const auto latency = std::chrono::duration<double, std::milli>(number_of(json.find("last_latency_ms")).value_or(0));
  overview.last_latency = std::chrono::round<Duration>(latency);
  read_outcomes(json.find("commands"), overview.ended);
  return overview;
}

void write_outcomes(JsonWriter& json, const std::array<std::uint64_t, outcome_count>& ended) {
  json.begin_object();
  for (std::size_t i = 0; i < ended.size(); ++i) {
    json.key(name(static_cast<Outcome>(i))).integer(static_cast<std::int64_t>(ended[i]));
  }
  json.end_object();
}

void read_outcomes(const Json* json, std::array<std::uint64_t, outcome_count>& ended) {
  for (std::size_t i = 0; json != nullptr && i < ended.size(); ++i) {
    ended[i] = static_cast<std::uint64_t>(integer_of(json->find(name(static_cast<Outcome>(i)))));
  }
}

std::optional<Outcome> parse_outcome(std::string_view word) noexcept {
  for (std::size_t i = 0; i < outcome_count; ++i) {
    if (word == name(static_cast<Outcome>(i))) return static_cast<Outcome>(i);
  }
  return std::nullopt;
}

std::string text_of(const Json* member) {
  return member == nullptr || member->string() == nullptr ? std::string() : *member->string();
}

std::int64_t integer_of(const Json* member) noexcept {
  return member == nullptr || member->integer() == nullptr ? 0 : *member->integer();
}

bool truth_of(const Json* member) noexcept {
  return member != nullptr && member->boolean() != nullptr && *member->boolean();
}

std::optional<double> number_of(const Json* member) noexcept {
  if (member == nullptr) return std::nullopt;
  if (const auto* whole = member->integer()) return static_cast<double>(*whole);
  const auto* fraction = std::get_if<double>(&member->value);
  return fraction == nullptr ? std::nullopt : std::optional<double>(*fraction);
}

WallTime time_of(const Json* member) noexcept {
  constexpr std::int64_t latest = 253'402'300'799;  // the year 9999: what is beyond is no time
  const std::int64_t seconds = integer_of(member);
  return seconds < 0 || seconds > latest ? WallTime{} : WallTime(std::chrono::seconds(seconds));
}

std::int64_t seconds_of(WallTime time) noexcept {
  return std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch()).count();
}

}  // namespace presad::control
