// What every handler is written with, and the handlers that command_table.cpp lists. One file per theme.

#pragma once

#include <string>

#include "tasmota/command_table.h"

namespace presad::tasmota {

/// Ends the request with RESULT `json`; silently if the word asked for that.
void answer(Request& request, std::string json);

/// Ends the request with Tasmota's Error: a known command that cannot be done.
void refuse(Request& request);

/// Ends the request as Offline, because the device is away.
void end_offline(Request& request);

/// Leaves the request to the device. `done`: see Order.
void order(Request& request, Command command, std::string done = {});

/// {"<Word>":<number>} and {"<Word>":"<text>"} with the row's spelling.
std::string render_number(const CommandRow& row, std::int64_t number);
std::string render_text(const CommandRow& row, std::string_view text);

/// Power of the word's relay, whatever its word: Power and TimedPower.
void switch_power(Request& request, std::int32_t value);

/// Has the lamp show `levels` and switches it on with them, but for SetOption20; `lit` false: switches it off. `done`:
/// see Order.
void set_light(Request& request, const LightLevels& levels, bool lit, std::string done = {});

/// Sets one number of the options.
void set_number(Request& request, const NumberOption& option, int value);

void handle_backlog(Request& request);
void handle_channel(Request& request);
void handle_color(Request& request);
void handle_ct(Request& request);
void handle_delay(Request& request);
void handle_device_name(Request& request);
void handle_dimmer(Request& request);
void handle_dimmer_step(Request& request);
void handle_energy_today(Request& request);
void handle_energy_total(Request& request);
void handle_energy_yesterday(Request& request);
void handle_fade(Request& request);
void handle_friendly_name(Request& request);
void handle_full_topic(Request& request);
void handle_group_topic(Request& request);
void handle_hsb_color(Request& request);
void handle_interlock(Request& request);
void handle_led_table(Request& request);
void handle_number(Request& request);
void handle_power(Request& request);
void handle_power_delta(Request& request);
void handle_power_lock(Request& request);
void handle_power_on_state(Request& request);
void handle_prefix(Request& request);
void handle_pulse_time(Request& request);
void handle_restart(Request& request);
void handle_retain(Request& request);
void handle_save_data(Request& request);
void handle_scheme(Request& request);
void handle_set_option(Request& request);
void handle_shutter_close(Request& request);
void handle_shutter_lock(Request& request);
void handle_shutter_none(Request& request);  ///< what no cover of ours has
void handle_shutter_open(Request& request);
void handle_shutter_position(Request& request);
void handle_shutter_stop(Request& request);
void handle_shutter_stop_close(Request& request);
void handle_shutter_stop_open(Request& request);
void handle_shutter_stop_position(Request& request);
void handle_shutter_toggle(Request& request);
void handle_sleep(Request& request);
void handle_speed(Request& request);
void handle_state(Request& request);
void handle_state_text(Request& request);
void handle_status(Request& request);
void handle_tele_period(Request& request);
void handle_time(Request& request);
void handle_timed_power(Request& request);
void handle_timer(Request& request);
void handle_timers(Request& request);
void handle_timezone(Request& request);
void handle_topic(Request& request);
void handle_tuya_send(Request& request);
void handle_white(Request& request);

}  // namespace presad::tasmota
