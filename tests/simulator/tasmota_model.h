// What a simulated Tasmota device is and does with a command, whichever way it came. Pure.
//
// It shares no code with what it tests. Source: DIALECT.md, 3, 6 and 7.

#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "simulator/tasmota_stored.h"

namespace presad::simulator {

enum class TasmotaKind { relays, lamp, shutter };

struct TasmotaSettings {
  TasmotaKind kind = TasmotaKind::relays;
  std::string topic = "cantina";
  std::string address = "127.0.0.2";
  std::uint16_t port = 80;
  std::string password;  ///< of its web server; empty: none
  std::string mac = "84E3427A1B2C";
  unsigned relays = 1;
  std::string broker_address = "127.0.0.1";  ///< where `join` connects
  std::uint16_t broker_port = 1883;
  bool mqtt = true;                     ///< SetOption3
  std::string mqtt_host = "127.0.0.1";  ///< as Status 6 tells
  unsigned mqtt_port = 1883;            ///< likewise
  std::string mqtt_user = "DVES_USER";
  std::string mqtt_password;
  std::string full_topic = "%prefix%/%topic%/";
  int wifi_config = 4;
  bool clock_set = true;
};

/// What one command brings about.
struct TasmotaAnswer {
  std::string body;                                           ///< over HTTP: one object
  std::vector<std::pair<std::string, std::string>> messages;  ///< on the broker: "stat RESULT" levels and payloads
};

class TasmotaModel {
 public:
  explicit TasmotaModel(TasmotaSettings settings) : settings_(std::move(settings)), relays_(settings_.relays, false) {
    options_[3] = settings_.mqtt ? 1 : 0;
  }

  /// "Power2 TOGGLE".
  TasmotaAnswer execute(std::string_view command);

  void press(unsigned relay) { relays_.at(relay - 1) = !relays_.at(relay - 1); }
  std::string power_key(unsigned relay) const;
  const char* power(unsigned relay) const { return relays_.at(relay - 1) ? "ON" : "OFF"; }
  const TasmotaSettings& settings() const noexcept { return settings_; }
  void count_connect() noexcept { ++mqtt_count_; }

  /// A setting was changed that takes effect with a restart, which is due now; asked once.
  bool takes_restart() noexcept { return std::exchange(restart_due_, false); }
  void restart() noexcept;
  bool mqtt_on() const { return options_.at(3) != 0; }

  bool old_firmware = false;  ///< knows Status 8 and no Status 10
  bool doubled_keys = false;  ///< SetOption59: STATE comes along with Power, its keys twice

 private:
  TasmotaAnswer execute_power(unsigned index, std::string_view payload);
  TasmotaAnswer execute_dimmer(std::string_view payload);
  TasmotaAnswer execute_shutter(std::string_view payload);
  TasmotaAnswer execute_status(std::string_view payload) const;
  std::string light() const;
  std::string shutter() const;
  std::string sensors() const;
  TasmotaAnswer execute_set_option(unsigned number, std::string_view payload);
  std::string option_words() const;
  std::optional<std::string> execute_network(std::string_view name, const std::string& payload);
  std::string time() const;
  std::string state() const;

  TasmotaSettings settings_;
  std::vector<bool> relays_;
  std::map<unsigned, unsigned> options_ = {{3, 1}, {32, 40}, {33, 5}, {34, 200}};  ///< SetOptions that are not 0
  TasmotaStored stored_;
  unsigned dimmer_ = 100;  ///< per cent
  unsigned position_ = 0;  ///< per cent open; it is there at once
  unsigned mqtt_count_ = 0;
  bool restart_due_ = false;
  bool restarted_ = false;  ///< not long ago
};

}  // namespace presad::simulator
