// One simulated Tasmota device, over HTTP and on a broker that it joins and leaves, and what people type. Loop thread.

#pragma once

#include <optional>
#include <string>

#include "simulator/console.h"
#include "simulator/tasmota_model.h"
#include "simulator/tasmota_mqtt.h"
#include "simulator/tasmota_web.h"

namespace presad::simulator {

class TasmotaSimulator final : private WebListener, private TasmotaMqttListener {
 public:
  TasmotaSimulator(loop::EventLoop& loop, TasmotaSettings settings);

  /// Prints a "ready" line once its web server listens. Errors: `unreachable`.
  Result<bool> start();

 private:
  WebAnswer on_request(const std::string& path, const std::string& command, const std::string& authorization) override;
  void on_joining() override;
  void on_subscribed() override;
  void on_message(const std::string& topic, const std::string& payload) override;
  void on_lost(const std::string& why) override;

  void on_typed(const std::string& line);
  void press();
  void join();
  void on_restart();
  void set_fault(const std::string& name);
  std::string topic(const char* prefix, const std::string& level) const;
  TasmotaAnswer execute(const std::string& command, const char* way);
  void on_signal() { loop_.stop(0); }

  loop::EventLoop& loop_;
  TasmotaModel model_;
  TasmotaWeb web_;
  TasmotaMqtt mqtt_;
  std::string fault_;
  unsigned requests_ = 0;
  std::optional<Console> console_;
  loop::Timer restarting_;
  loop::SignalWatch terminate_;
  loop::SignalWatch interrupt_;
};

/// All that may be typed, one line each.
const char* tasmota_action_help() noexcept;

/// The entry of presad.yaml that fits, for under `devices:`.
std::string render_tasmota_inventory(const TasmotaSettings& settings);

}  // namespace presad::simulator
