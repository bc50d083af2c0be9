#include "families/tuya/datapoint_words.h"

#include <algorithm>
#include <array>

namespace presad::tuya {

namespace {

constexpr std::array<RoleWord, 33> role_words = {{{"switch", Role::relay},
                                                  {"switch_1", Role::relay},
                                                  {"switch_2", Role::relay},
                                                  {"switch_3", Role::relay},
                                                  {"switch_4", Role::relay},
                                                  {"switch_5", Role::relay},
                                                  {"switch_6", Role::relay},
                                                  {"switch_7", Role::relay},
                                                  {"switch_8", Role::relay},
                                                  {"switch_usb1", Role::relay},
                                                  {"switch_usb2", Role::relay},
                                                  {"switch_led", Role::relay},
                                                  {"switch_led_1", Role::relay},
                                                  {"cur_current", Role::current},
                                                  {"cur_power", Role::power},
                                                  {"cur_voltage", Role::voltage},
                                                  {"add_ele", Role::energy},
                                                  {"relay_status", Role::relay_status},
                                                  {"work_mode", Role::mode},
                                                  {"bright_value", Role::brightness_v1},
                                                  {"bright_value_v2", Role::brightness_v2},
                                                  {"bright_value_1", Role::brightness_v2},
                                                  {"temp_value", Role::ct_v1},
                                                  {"temp_value_v2", Role::ct_v2},
                                                  {"colour_data", Role::colour_v1},
                                                  {"colour_data_v2", Role::colour_v2},
                                                  {"control", Role::control},
                                                  {"mach_operate", Role::control},
                                                  {"percent_control", Role::target},
                                                  {"position", Role::target},
                                                  {"percent_state", Role::position},
                                                  {"work_state", Role::work_state},
                                                  {"situation_set", Role::work_state}}};

constexpr std::array<ReadingWord, 20> reading_words = {{{"temp_current", ReadingKind::temperature, 1},
                                                        {"va_temperature", ReadingKind::temperature, 1},
                                                        {"humidity_value", ReadingKind::humidity, 0},
                                                        {"humidity_current", ReadingKind::humidity, 0},
                                                        {"va_humidity", ReadingKind::humidity, 0},
                                                        {"bright_sensor", ReadingKind::illuminance, 0},
                                                        {"illuminance_value", ReadingKind::illuminance, 0},
                                                        {"battery_percentage", ReadingKind::battery, 0},
                                                        {"va_battery", ReadingKind::battery, 0},
                                                        {"residual_electricity", ReadingKind::battery, 0},
                                                        {"doorcontact_state", ReadingKind::contact, 0},
                                                        {"pir", ReadingKind::motion, 0},
                                                        {"pir_state", ReadingKind::motion, 0},
                                                        {"presence_state", ReadingKind::motion, 0},
                                                        {"watersensor_state", ReadingKind::water, 0},
                                                        {"smoke_sensor_status", ReadingKind::smoke, 0},
                                                        {"smoke_sensor_state", ReadingKind::smoke, 0},
                                                        {"gas_sensor_status", ReadingKind::gas, 0},
                                                        {"gas_sensor_state", ReadingKind::gas, 0},
                                                        {"co_status", ReadingKind::gas, 0}}};

template <class Table>
auto row_of(const Table& table, std::string_view name) noexcept {
  const auto found = std::find_if(table.begin(), table.end(), [name](const auto& row) { return row.name == name; });
  return found == table.end() ? nullptr : &*found;
}

}  // namespace

const RoleWord* find_role(std::string_view name) noexcept { return row_of(role_words, name); }

const ReadingWord* find_reading(std::string_view name) noexcept { return row_of(reading_words, name); }

}  // namespace presad::tuya
