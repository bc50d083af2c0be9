// What every handler is written with, and the handlers that command_table.cpp lists. One file per theme.

#pragma once

#include <string>

#include "tasmota/command_table.h"

namespace presad::tasmota {

/// Ends the request with RESULT `json`; silently if the word asked for that.
void answer(Request& request, std::string json);

/// Ends the request with Tasmota's Error: a known command that cannot be done.
void refuse(Request& request);

/// Leaves the request to the device. `done`: see Order.
void order(Request& request, Command command, std::string done = {});

/// {"<Word>":<number>} and {"<Word>":"<text>"} with the row's spelling.
std::string render_number(const CommandRow& row, std::int64_t number);
std::string render_text(const CommandRow& row, std::string_view text);

void handle_energy_today(Request& request);
void handle_energy_total(Request& request);
void handle_energy_yesterday(Request& request);
void handle_power(Request& request);
void handle_power_on_state(Request& request);
void handle_state(Request& request);
void handle_status(Request& request);
void handle_tele_period(Request& request);
void handle_tuya_send(Request& request);

}  // namespace presad::tasmota
