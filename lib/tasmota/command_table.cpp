#include "tasmota/command_table.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/json.h"
#include "base/text.h"
#include "tasmota/handlers.h"

namespace presad::tasmota {

namespace {

constexpr std::array table = {
    CommandRow{"Power", "OFF, ON, TOGGLE, 0 to 2, nothing",
               "Switches a relay (Power2 the second, Power0 all) or asks for its state.", KnownTo::devices,
               handle_power},
    CommandRow{"PowerOnState", "0 (off), 1 (on), 3 (as it was), nothing",
               "Sets what relays shall be after a power cut.", KnownTo::devices, handle_power_on_state},
    CommandRow{"State", "nothing", "Tells what STATE tells.", KnownTo::everything, handle_state},
    CommandRow{"Status", "nothing, 0, 1, 2, 5, 6, 8, 10, 11",
               "Tells about the device; Status 0 everything in several messages, Status0 in one.", KnownTo::everything,
               handle_status},
    CommandRow{"TelePeriod", "0 (off), 1 (the inventory's), 10 to 3600 seconds, nothing",
               "Sets how often STATE and SENSOR are sent, and sends them at once.", KnownTo::everything,
               handle_tele_period},
    CommandRow{"EnergyTotal", "Wh, 0 resets; Wh,epoch; nothing",
               "Sets the total as it was when today began, and perhaps since when it counts; or tells all counters.",
               KnownTo::meters, handle_energy_total},
    CommandRow{"EnergyToday", "Wh, 0 resets; Wh,epoch; nothing", "Sets what was used today, or tells all counters.",
               KnownTo::meters, handle_energy_today},
    CommandRow{"EnergyYesterday", "Wh, 0 resets; Wh,epoch; nothing",
               "Sets what was used yesterday, or tells all counters.", KnownTo::meters, handle_energy_yesterday},
    CommandRow{
        "TuyaSend", "datapoint,value",
        "Writes a raw datapoint: TuyaSend1 true or false, 2 a number, 3 a text, 4 an enum's word, 5 a text in hex, "
        "6 bytes in hex. TuyaSend0 and TuyaSend8 ask for all, TuyaSend9 switches their own topics on and off.",
        KnownTo::devices, handle_tuya_send},
};

bool knows(const View& view, const CommandRow& row) noexcept {
  switch (row.known_to) {
    case KnownTo::everything:
      return true;
    case KnownTo::devices:
      return view.identity.kind == Kind::device;
    case KnownTo::meters:
      return view.state.meter || view.energy != nullptr;
  }
  return false;
}

const CommandRow* find_row(const CommandWord& word, const View& view) noexcept {
  const auto* const row = std::find_if(table.begin(), table.end(), [&](const CommandRow& candidate) {
    return equal_ignoring_case(candidate.word, word.name);
  });
  return row == table.end() || !knows(view, *row) ? nullptr : row;
}

}  // namespace

std::span<const CommandRow> command_table() noexcept { return table; }

Reply respond(View& view, const CommandWord& word, std::string_view raw_payload) {
  Reply reply;
  const Payload payload = parse_payload(raw_payload);
  const CommandRow* const row = find_row(word, view);
  if (row == nullptr) {
    reply.messages.push_back(render_unknown(render_input(word, payload.text)));
    reply.outcome = Outcome::refused;
    return reply;
  }
  Request request{view, *row, word, payload, reply};
  if (raw_payload.size() > max_command_payload) {
    refuse(request);
  } else {
    row->handle(request);
  }
  return reply;
}

void answer(Request& request, std::string json) {
  if (!request.word.silent) request.reply.messages.push_back({Prefix::stat, "RESULT", std::move(json), false});
  request.reply.outcome = Outcome::confirmed;
}

void refuse(Request& request) {
  request.reply.messages.push_back(render_error(render_input(request.word, request.payload.text)));
  request.reply.outcome = Outcome::refused;
}

void order(Request& request, Command command, std::string done) {
  request.reply.orders.push_back(
      {std::move(command), render_input(request.word, request.payload.text), std::move(done), request.word.silent});
}

std::string render_number(const CommandRow& row, std::int64_t number) {
  JsonWriter json;
  json.begin_object().key(row.word).integer(number).end_object();
  return json.take();
}

std::string render_text(const CommandRow& row, std::string_view text) {
  JsonWriter json;
  json.begin_object().key(row.word).string(text).end_object();
  return json.take();
}

}  // namespace presad::tasmota
