// The Status command: which objects go out for which number. The objects are status_objects.cpp's.

#include "tasmota/status.h"

#include <algorithm>
#include <array>

#include "tasmota/handlers.h"
#include "tasmota/telemetry.h"

namespace presad::tasmota {

namespace {

struct StatusRow {
  std::int32_t number;  ///< as asked for; `Payload::none` when nothing was
  std::string_view level;
  std::string_view key;
  void (*write)(JsonWriter& json, const View& view);
  bool in_all;                   ///< part of Status 0
  bool of_meters_alone = false;  ///< else an error
};

// In the order in which Status 0 sends them.
constexpr std::array table = {
    StatusRow{Payload::none, "STATUS", "Status", write_status, true},
    StatusRow{1, "STATUS1", "StatusPRM", write_status_parameters, true},
    StatusRow{2, "STATUS2", "StatusFWR", write_status_firmware, true},
    StatusRow{3, "STATUS3", "StatusLOG", write_status_logging, true},
    StatusRow{4, "STATUS4", "StatusMEM", write_status_memory, true},
    StatusRow{5, "STATUS5", "StatusNET", write_status_network, true},
    StatusRow{6, "STATUS6", "StatusMQT", write_status_mqtt, true},
    StatusRow{7, "STATUS7", "StatusTIM", write_status_time, true},
    StatusRow{9, "STATUS9", "StatusPTH", write_status_margins, true, true},
    StatusRow{8, "STATUS8", "StatusSNS", write_status_sensors, false},  // the old number of 10
    StatusRow{10, "STATUS10", "StatusSNS", write_status_sensors, true},
    StatusRow{11, "STATUS11", "StatusSTS", write_status_state, true},
};

bool exists(const StatusRow& row, const View& view) noexcept { return !row.of_meters_alone || has_meter(view); }

void write_row(JsonWriter& json, const StatusRow& row, const View& view) {
  json.key(row.key);
  row.write(json, view);
}

Message render_row(const StatusRow& row, const View& view) {
  JsonWriter json;
  json.begin_object();
  write_row(json, row, view);
  json.end_object();
  return {Prefix::stat, std::string(row.level), json.take(), false};
}

Message render_merged(const View& view) {
  JsonWriter json;
  json.begin_object();
  for (const StatusRow& row : table) {
    if (row.in_all && exists(row, view)) write_row(json, row, view);
  }
  json.end_object();
  return {Prefix::stat, "STATUS0", json.take(), false};
}

}  // namespace

void handle_status(Request& request) {
  Messages& messages = request.reply.messages;
  if (request.word.index == 0) {  // the word Status0, whatever its payload
    messages.push_back(render_merged(request.view));
  } else if (request.payload.number == 0) {
    for (const StatusRow& row : table) {
      if (row.in_all && exists(row, request.view)) messages.push_back(render_row(row, request.view));
    }
  } else {
    const std::int32_t asked = request.payload.number < 0 ? Payload::none : request.payload.number;
    const auto* const row =
        std::find_if(table.begin(), table.end(), [&](const StatusRow& candidate) { return candidate.number == asked; });
    if (row == table.end() || !exists(*row, request.view)) return refuse(request);
    messages.push_back(render_row(*row, request.view));
  }
  request.reply.outcome = Outcome::confirmed;
}

}  // namespace presad::tasmota
