// The Broker over Paho: one connection for the house, driven from the loop.
//
// Decides when to connect, with which version, and what waits; how a connection speaks is paho_connection's business.
// Paho itself does not show here: its headers take seconds to compile.

#pragma once

#include <memory>

#include "base/random.h"
#include "loop/event_loop.h"
#include "mqtt/broker.h"

namespace presad::mqtt {

class PahoBroker final : public Broker {
 public:
  /// `loop` and `random` are borrowed for life. Nothing happens before start().
  PahoBroker(loop::EventLoop& loop, RandomSource& random, BrokerSettings settings);

  /// Without stop() before: what is pending is lost. The will is not sent either way (Paho always says goodbye).
  /// May wait for a name server, if one is being asked just now.
  ~PahoBroker() override;
  PahoBroker(const PahoBroker&) = delete;
  PahoBroker& operator=(const PahoBroker&) = delete;

  /// From the next connection on: says in the log, once, when the broker holds small messages back and how
  /// to mend that (nagle_check.h). For that each connection begins with a few subscriptions to the will's topic.
  void look_for_nagle() noexcept;

  void start(BrokerListener& listener) override;
  bool connected() const noexcept override;
  void publish(std::string_view topic, std::string_view payload, bool retain) override;
  bool busy() const noexcept override;
  void respond(std::string_view topic, std::string_view payload, ByteView correlation_data) override;
  void stop() override;

  /// On MQTT 5 what we publish carries our mark, and what does not is somebody else's. Only while connected.
  bool marks_messages() const noexcept;

  /// An attempt is on its way that may be asking a name server, for which Paho keeps its lock; true for five minutes at
  /// most, then it hangs.
  bool may_be_resolving() const noexcept;

 private:
  class Link;
  std::unique_ptr<Link> link_;
};

}  // namespace presad::mqtt
