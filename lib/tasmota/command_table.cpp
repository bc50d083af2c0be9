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
    CommandRow{"Power", "OFF, ON, TOGGLE, BLINK, BLINKOFF, 0 to 4, nothing",
               "Switches a relay (Power2 the second, Power0 all) or asks for its state.", KnownTo::devices,
               handle_power},
    CommandRow{"PowerOnState", "0 (off), 1 (on), 3 (as it was), nothing",
               "Sets what relays shall be after a power cut.", KnownTo::devices, handle_power_on_state},
    CommandRow{"State", "nothing", "Tells what STATE tells.", KnownTo::everything, handle_state},
    CommandRow{"Status", "nothing, 0 to 11",
               "Tells about the device; Status 0 everything in several messages, Status0 in one.", KnownTo::everything,
               handle_status},
    CommandRow{"TelePeriod", "0 (off), 1 (the inventory's), 10 to 3600 seconds, nothing",
               "Sets how often STATE and SENSOR are sent, and sends them at once.", KnownTo::everything,
               handle_tele_period},
    CommandRow{"PulseTime", "0 (off), 1 to 111 tenths of a second, 112 to 65535 seconds and 100, nothing",
               "Lets a relay (PulseTime2 the second) go off by itself that long after it went on; starts at once.",
               KnownTo::devices, handle_pulse_time},
    CommandRow{"TimedPower", "milliseconds; milliseconds,state; nothing",
               "Switches a relay on (0 off, 2 over, 3 blinking), and back after that time; or tells what waits.",
               KnownTo::devices, handle_timed_power},
    CommandRow{"BlinkTime", "2 to 3600 tenths of a second, nothing", "How long a blink stays.", KnownTo::devices,
               handle_number},
    CommandRow{"BlinkCount", "1 to 32000, 0 (very many), nothing", "How often Power BLINK blinks.", KnownTo::devices,
               handle_number},
    CommandRow{"Timers", "0, 1, 2 (over), nothing", "Lets timers come or not, and tells all of them.", KnownTo::devices,
               handle_timers},
    CommandRow{"Timer", "a JSON object, 0 (none), 1 to 16 (as that one), nothing",
               "Sets what happens by the clock or by the sun (Timer2 the second of 16), or tells it: Enable, Mode (0 "
               "clock, 1 sunrise, 2 sunset), Time (of the sun: after it, or -hh:mm before it), Window (minutes, 0 to "
               "15), Days (from Sunday), Repeat, Output, Action (0 off, 1 on, 2 over, 3 blink).",
               KnownTo::devices, handle_timer},
    CommandRow{
        "Backlog", "commands with ';' between them, nothing",
        "Runs up to 30 commands one after the other: Backlog0 without pauses, Backlog2 and Backlog3 (with pauses) "
        "without their answers; a NoDelay among them takes away the pause behind the next one. Nothing drops what "
        "still waits.",
        KnownTo::devices, handle_backlog},
    CommandRow{"Delay", "1 (as SetOption34), 2 to 3600 tenths of a second, -1 (the next second)",
               "Lets the rest of a Backlog wait.", KnownTo::devices, handle_delay},
    CommandRow{"Restart", "1", "Lets the device introduce itself anew, as after a start.", KnownTo::devices,
               handle_restart},
    CommandRow{"FriendlyName", "a name, 1 (the inventory's), \" (none), nothing",
               "Names a relay (FriendlyName2 the second), or tells all names.", KnownTo::devices, handle_friendly_name,
               "FN"},
    CommandRow{"DeviceName", "a name, 1 (that of relay 1), \" (none), nothing", "Names the device.", KnownTo::devices,
               handle_device_name},
    CommandRow{"SetOption", "0, 1; a number for 32 to 49; nothing",
               "Sets SetOption0, 4 (answers on stat/.../COMMAND), 19 (no discovery), 20 (Dimmer switches no lamp on), "
               "26 (POWER1 on one relay), 34 "
               "(milliseconds between the commands of a Backlog), 59 (STATE ahead of POWER), 90 (JSON alone) or 104 "
               "(nothing retained), and tells all others up to 177.",
               KnownTo::devices, handle_set_option, "SO"},
    CommandRow{"PowerRetain", "0, 1, nothing", "Whether POWER is retained; 0 clears it.", KnownTo::devices,
               handle_retain},
    CommandRow{"SensorRetain", "0, 1, nothing", "Whether SENSOR is retained; 0 clears it.", KnownTo::devices,
               handle_retain},
    CommandRow{"StateRetain", "0, 1, nothing", "Whether STATE is retained; 0 clears it.", KnownTo::devices,
               handle_retain},
    CommandRow{"StatusRetain", "0, 1, nothing", "Whether the answers to Status are retained; 0 clears them.",
               KnownTo::devices, handle_retain},
    CommandRow{"InfoRetain", "0, 1, nothing", "Whether INFO1 to INFO3 are retained; 0 clears them.", KnownTo::devices,
               handle_retain},
    CommandRow{"ButtonRetain", "0, 1, nothing", "Remembered and told; there are no buttons.", KnownTo::devices,
               handle_retain},
    CommandRow{"SwitchRetain", "0, 1, nothing", "Remembered and told; there are no switches.", KnownTo::devices,
               handle_retain},
    CommandRow{"VoltRes", "0 to 3, nothing", "Decimals of Voltage.", KnownTo::devices, handle_number},
    CommandRow{"AmpRes", "0 to 3, nothing", "Decimals of Current.", KnownTo::devices, handle_number},
    CommandRow{"WattRes", "0 to 3, nothing", "Decimals of the powers and of Period.", KnownTo::devices, handle_number},
    CommandRow{"EnergyRes", "0 to 5, nothing", "Decimals of Total, Yesterday and Today.", KnownTo::devices,
               handle_number},
    CommandRow{"FreqRes", "0 to 3, nothing", "Remembered and told; no plug tells a frequency.", KnownTo::devices,
               handle_number},
    CommandRow{"Topic", "nothing", "Tells the topic, which is the inventory's to set.", KnownTo::devices, handle_topic},
    CommandRow{"GroupTopic", "nothing", "Tells the group topics.", KnownTo::devices, handle_group_topic},
    CommandRow{"FullTopic", "nothing", "Tells the shape of all topics.", KnownTo::devices, handle_full_topic},
    CommandRow{"Prefix", "nothing", "Tells the prefixes of all topics (Prefix1 the first).", KnownTo::devices,
               handle_prefix},
    CommandRow{"StateText", "nothing", "Tells the words for states (StateText1 the first).", KnownTo::devices,
               handle_state_text},
    CommandRow{"Interlock", "0, nothing", "Tells that relays do not lock each other.", KnownTo::devices,
               handle_interlock},
    CommandRow{"PowerLock", "0, nothing", "Tells that no relay is locked.", KnownTo::devices, handle_power_lock},
    CommandRow{"Time", "0, nothing", "Tells the local time.", KnownTo::devices, handle_time},
    CommandRow{"Timezone", "nothing", "Tells the time zone: 99 where the clocks change.", KnownTo::devices,
               handle_timezone},
    CommandRow{"Sleep", "0, nothing", "Tells that nothing sleeps.", KnownTo::devices, handle_sleep},
    CommandRow{"SaveData", "1, nothing", "Tells that what changes is saved.", KnownTo::devices, handle_save_data},
    CommandRow{"Dimmer", "0 to 100 per cent, +, -, +5, -5, <, >, nothing",
               "Sets how bright a lamp is, and so switches it; or tells it. + and - go by DimmerStep.", KnownTo::lamps,
               handle_dimmer},
    CommandRow{
        "Color", "RRGGBB with white and warm white behind, #RRGGBB, r,g,b, 1 to 12, 200 to 203, nothing",
        "Sets all channels of a lamp (Color2: its brightness stays), or tells them. A '=' at the end leaves what "
        "is not named.",
        KnownTo::lamps, handle_color},
    CommandRow{"HSBColor", "hue,saturation,brightness; hue; nothing",
               "Sets the colour (HSBColor1 the hue alone, 2 the saturation, 3 the brightness), or tells what is lit.",
               KnownTo::lamps, handle_hsb_color},
    CommandRow{"CT", "153 (cold) to 500 (warm) mired, +, -, nothing", "Sets the white's temperature, or tells it.",
               KnownTo::lamps, handle_ct},
    CommandRow{"White", "0 to 100 per cent, nothing", "Lights the white instead of the colour, or tells how bright.",
               KnownTo::lamps, handle_white},
    CommandRow{"Channel", "0 to 100 per cent, +, -, nothing", "Sets one channel (Channel2 the second), or tells it.",
               KnownTo::lamps, handle_channel},
    CommandRow{"Scheme", "0, nothing", "Tells that no scheme runs.", KnownTo::lamps, handle_scheme},
    CommandRow{"Fade", "0, 1, 2 (the other), nothing", "Remembered and told; a lamp fades as it does by itself.",
               KnownTo::lamps, handle_fade},
    CommandRow{"Speed", "1 to 40 half seconds, +, -, nothing", "Remembered and told (Speed2: answered alone).",
               KnownTo::lamps, handle_speed},
    CommandRow{"LedTable", "0, 1, 2 (the other), nothing",
               "Remembered and told; lamps correct their levels themselves.", KnownTo::lamps, handle_led_table},
    CommandRow{"DimmerStep", "1 to 50 per cent, nothing", "How far Dimmer + and - go.", KnownTo::lamps,
               handle_dimmer_step},
    CommandRow{"ShutterOpen", "nothing, 1", "Opens a cover.", KnownTo::covers, handle_shutter_open},
    CommandRow{"ShutterClose", "nothing, 1", "Closes a cover.", KnownTo::covers, handle_shutter_close},
    CommandRow{"ShutterStop", "nothing, 1", "Stops a cover.", KnownTo::covers, handle_shutter_stop},
    CommandRow{"ShutterToggle", "nothing, 1", "Sends a cover to its other end.", KnownTo::covers,
               handle_shutter_toggle},
    CommandRow{"ShutterPosition", "0 (closed) to 100 (open), OPEN, CLOSE, UP, DOWN, STOP, TOGGLE, nothing",
               "Moves a cover, or tells where it is.", KnownTo::covers, handle_shutter_position},
    CommandRow{"ShutterStopOpen", "nothing, 1", "Stops a cover that moves, else opens it.", KnownTo::covers,
               handle_shutter_stop_open},
    CommandRow{"ShutterStopClose", "nothing, 1", "Stops a cover that moves, else closes it.", KnownTo::covers,
               handle_shutter_stop_close},
    CommandRow{"ShutterStopPosition", "as ShutterPosition", "Stops a cover that moves, else as ShutterPosition.",
               KnownTo::covers, handle_shutter_stop_position},
    CommandRow{"ShutterLock", "0, 1, nothing", "Lets a cover stand: what would move it is answered Locked.",
               KnownTo::covers, handle_shutter_lock},
    CommandRow{"ShutterInvert", "0, nothing", "Tells that 0 is closed and 100 open.", KnownTo::covers,
               handle_shutter_none},
    CommandRow{"ShutterTilt", "0, nothing", "Tells that slats do not tilt.", KnownTo::covers, handle_shutter_none},
    CommandRow{"EnergyTotal", "Wh, 0 resets; Wh,epoch; nothing",
               "Sets the total as it was when today began, and perhaps since when it counts; or tells all counters.",
               KnownTo::meters, handle_energy_total},
    CommandRow{"EnergyToday", "Wh, 0 resets; Wh,epoch; nothing", "Sets what was used today, or tells all counters.",
               KnownTo::meters, handle_energy_today},
    CommandRow{"EnergyYesterday", "Wh, 0 resets; Wh,epoch; nothing",
               "Sets what was used yesterday, or tells all counters.", KnownTo::meters, handle_energy_yesterday},
    CommandRow{"PowerDelta", "0 (off), 1 to 100 per cent, 101 to 32000 watts and 100, nothing",
               "Sends MARGINS and SENSOR when the power changes by more.", KnownTo::meters, handle_power_delta},
    CommandRow{"PowerLow", "0 (off) to 6000 W, nothing", "Sends MARGINS and SENSOR when the power crosses it.",
               KnownTo::meters, handle_number},
    CommandRow{"PowerHigh", "0 (off) to 6000 W, nothing", "Sends MARGINS and SENSOR when the power crosses it.",
               KnownTo::meters, handle_number},
    CommandRow{"VoltageLow", "0 (off) to 500 V, nothing", "Sends MARGINS and SENSOR when the voltage crosses it.",
               KnownTo::meters, handle_number},
    CommandRow{"VoltageHigh", "0 (off) to 500 V, nothing", "Sends MARGINS and SENSOR when the voltage crosses it.",
               KnownTo::meters, handle_number},
    CommandRow{"CurrentLow", "0 (off) to 25000 mA, nothing", "Sends MARGINS and SENSOR when the current crosses it.",
               KnownTo::meters, handle_number},
    CommandRow{"CurrentHigh", "0 (off) to 25000 mA, nothing", "Sends MARGINS and SENSOR when the current crosses it.",
               KnownTo::meters, handle_number},
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
      return has_meter(view);
    case KnownTo::lamps:
      return view.state.light.has_value();
    case KnownTo::covers:
      return view.state.cover.has_value();
  }
  return false;
}

const CommandRow* find_row(const CommandWord& word, const View& view) noexcept {
  const auto* const row = std::find_if(table.begin(), table.end(), [&](const CommandRow& candidate) {
    return equal_ignoring_case(candidate.word, word.name) ||
           (!candidate.short_word.empty() && equal_ignoring_case(candidate.short_word, word.name));
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
    if (view.options.answers_by_command != 0) answer_on(reply, "COMMAND");
    return reply;
  }
  const bool by_command = view.options.answers_by_command != 0;  // as it was before SetOption4 itself
  Request request{view, *row, word, payload, reply};
  if (raw_payload.size() > max_command_payload) {
    refuse(request);
  } else {
    row->handle(request);
  }
  if (by_command) answer_on(reply, to_upper(row->word));
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

void end_offline(Request& request) {
  request.reply.messages.push_back(render_outcome(Outcome::offline, render_input(request.word, request.payload.text)));
  request.reply.outcome = Outcome::offline;
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
