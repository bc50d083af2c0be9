// A presad-like client in a process of its own, for tests that kill it: connects, publishes Online, stays.
// presad_client PORT

#include <cstdlib>

#include "base/random.h"
#include "loop/event_loop.h"
#include "mqtt/paho_broker.h"

namespace {

struct Client final : presad::mqtt::BrokerListener {
  explicit Client(presad::mqtt::Broker& own) : broker(own) {}
  void on_connected() override { broker.publish("tele/presad/LWT", "Online", true); }
  void on_disconnected(const std::string& /*cause*/) override {}
  void on_message(const presad::mqtt::Received& /*message*/) override {}
  presad::mqtt::Broker& broker;
};

}  // namespace

int main(int count, char** words) {
  if (count != 2) return 2;
  presad::loop::block_signals();
  presad::loop::EventLoop loop;
  presad::SystemRandom random;
  presad::mqtt::BrokerSettings settings;
  settings.host = "127.0.0.1";
  settings.port = static_cast<std::uint16_t>(std::atoi(words[1]));
  settings.client_id = "presad-killed";
  settings.instance = "contract";
  settings.will_topic = "tele/presad/LWT";
  settings.will_payload = "Offline";
  presad::mqtt::PahoBroker broker(loop, random, settings);
  Client client(broker);
  broker.start(client);
  return loop.run();
}
