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
               "Switches a relay (Power2 the second, Power0 all) or asks for its state.", false, handle_power},
    CommandRow{"State", "nothing", "Tells what STATE tells.", true, handle_state},
    CommandRow{"Status", "nothing, 0, 1, 2, 5, 6, 8, 10, 11",
               "Tells about the device; Status 0 everything in several messages, Status0 in one.", true, handle_status},
    CommandRow{"TelePeriod", "0 (off), 1 (the inventory's), 10 to 3600 seconds, nothing",
               "Sets how often STATE and SENSOR are sent, and sends them at once.", true, handle_tele_period},
    CommandRow{
        "TuyaSend", "datapoint,value",
        "Writes a raw datapoint: TuyaSend1 true or false, 2 a number, 3 a text, 4 an enum's word, 5 a text in hex, "
        "6 bytes in hex. TuyaSend0 and TuyaSend8 ask for all, TuyaSend9 switches their own topics on and off.",
        false, handle_tuya_send},
};

const CommandRow* find_row(const CommandWord& word, Kind kind) noexcept {
  const auto* const row = std::find_if(table.begin(), table.end(), [&](const CommandRow& candidate) {
    return equal_ignoring_case(candidate.word, word.name);
  });
  if (row == table.end() || (kind == Kind::presad && !row->of_presad)) return nullptr;
  return row;
}

}  // namespace

std::span<const CommandRow> command_table() noexcept { return table; }

Reply respond(View& view, const CommandWord& word, std::string_view raw_payload) {
  Reply reply;
  const Payload payload = parse_payload(raw_payload);
  const CommandRow* const row = find_row(word, view.identity.kind);
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
