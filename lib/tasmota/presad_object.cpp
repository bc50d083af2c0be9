#include "tasmota/presad_object.h"

#include <chrono>

#include "tasmota/reply.h"

namespace presad::tasmota {

namespace {

void write_session(JsonWriter& json, const Condition& condition, UtcOffset utc_offset) {
  json.key("Session").string(condition.trouble == Trouble::none ? "established" : name(condition.trouble));
  if (!condition.protocol.empty()) json.key("Protocol").string(condition.protocol);
  if (!condition.rung.empty()) json.key("Rung").string(condition.rung);
  if (condition.since != WallTime{}) json.key("Since").string(render_local(condition.since, utc_offset));
  if (!condition.cause.empty()) json.key("Cause").string(condition.cause);
}

void write_last_outcome(JsonWriter& json, const Tally& tally) {
  if (!tally.last) return;
  json.key("Outcome").string(outcome_word(*tally.last));
  json.key("LatencyMs").fixed(std::chrono::duration<double, std::milli>(tally.last_latency).count(), 1);
}

void write_commands(JsonWriter& json, const Tally& tally) {
  json.key("Commands").begin_object();
  for (std::size_t i = 0; i < tally.ended.size(); ++i) {
    json.key(outcome_word(static_cast<Outcome>(i))).integer(static_cast<std::int64_t>(tally.ended[i]));
  }
  json.end_object();
}

}  // namespace

void write_presad(JsonWriter& json, const View& view) {
  json.begin_object().key("Version").string(view.house.version);
  if (view.identity.kind == Kind::presad) {
    json.key("Devices").begin_object();
    json.key("Online").integer(view.tally.devices_online).key("Offline").integer(view.tally.devices_offline);
    json.end_object();
  } else {
    write_session(json, view.condition, view.moment.utc_offset);
    write_last_outcome(json, view.tally);
  }
  write_commands(json, view.tally);
  json.end_object();
}

}  // namespace presad::tasmota
