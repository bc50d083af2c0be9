#include "families/tuya/datapoint_words.h"

#include <algorithm>
#include <array>

namespace presad::tuya {

namespace {

constexpr std::array<RoleWord, 33> role_words = {{{"switch", DatapointRole::relay},
                                                  {"switch_1", DatapointRole::relay},
                                                  {"switch_2", DatapointRole::relay},
                                                  {"switch_3", DatapointRole::relay},
                                                  {"switch_4", DatapointRole::relay},
                                                  {"switch_5", DatapointRole::relay},
                                                  {"switch_6", DatapointRole::relay},
                                                  {"switch_7", DatapointRole::relay},
                                                  {"switch_8", DatapointRole::relay},
                                                  {"switch_usb1", DatapointRole::relay},
                                                  {"switch_usb2", DatapointRole::relay},
                                                  {"switch_led", DatapointRole::relay},
                                                  {"switch_led_1", DatapointRole::relay},
                                                  {"cur_current", DatapointRole::current},
                                                  {"cur_power", DatapointRole::power},
                                                  {"cur_voltage", DatapointRole::voltage},
                                                  {"add_ele", DatapointRole::energy},
                                                  {"relay_status", DatapointRole::relay_status},
                                                  {"work_mode", DatapointRole::mode},
                                                  {"bright_value", DatapointRole::brightness_v1},
                                                  {"bright_value_v2", DatapointRole::brightness_v2},
                                                  {"bright_value_1", DatapointRole::brightness_v2},
                                                  {"temp_value", DatapointRole::ct_v1},
                                                  {"temp_value_v2", DatapointRole::ct_v2},
                                                  {"colour_data", DatapointRole::colour_v1},
                                                  {"colour_data_v2", DatapointRole::colour_v2},
                                                  {"control", DatapointRole::control},
                                                  {"mach_operate", DatapointRole::control},
                                                  {"percent_control", DatapointRole::target},
                                                  {"position", DatapointRole::target},
                                                  {"percent_state", DatapointRole::position},
                                                  {"work_state", DatapointRole::work_state},
                                                  {"situation_set", DatapointRole::work_state}}};

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
