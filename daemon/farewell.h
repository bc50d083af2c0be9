// The service's post-stop step: after any end of presad, a kill included, every device that it answered for is said to
// be Offline on the broker. Quick, and bounded when there is no broker.
//
// A connection has one will, and presad's is its own. So a running presad notes whom it answers for (answered_note.h),
// and this goes through the note: whoever is still Online there by presad's own mark becomes Offline. A Tasmota device
// that is back on the broker has said Online itself, without the mark, and is left alone. MQTT 3.1.1 knows no marks:
// there the note alone counts.

#pragma once

#include <set>
#include <string>
#include <vector>

#include "base/random.h"
#include "loop/event_loop.h"
#include "mqtt/paho_broker.h"

namespace presad {

class Farewell final : mqtt::BrokerListener {
 public:
  /// `settings`: presad's own; `instance` is the mark looked for. `lwt_topics`: the note.
  Farewell(mqtt::BrokerSettings settings, const std::vector<std::string>& lwt_topics);

  /// Gives how many were said to be Offline. Waits `connect_limit` for the broker, then `answer_limit` for what it has
  /// stored, and a second at most for its taking the last of it.
  unsigned run();

  /// All that the note named was seen to.
  bool done() const noexcept { return waiting_.empty(); }

  static constexpr Duration connect_limit = std::chrono::seconds(3);
  static constexpr Duration answer_limit = std::chrono::seconds(2);

 private:
  void on_connected() override;
  void on_disconnected(const std::string& cause) override;
  void on_message(const mqtt::Received& message) override;
  void on_deadline();

  loop::EventLoop loop_;
  SystemRandom random_;
  std::set<std::string, std::less<>> waiting_;
  mqtt::PahoBroker broker_;
  loop::Timer deadline_;
  unsigned told_ = 0;
};

}  // namespace presad
