// A plug on real sockets, for tests: what it printed, and clients of it.

#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "families/tuya/payload.h"
#include "families/tuya/wire.h"
#include "simulator/plug_server.h"
#include "unit/simulator/stream_client.h"

namespace presad::simulator {

inline PlugPlan make_plan(const char* protocol = "3.3") {
  FleetOptions options;
  options.protocol = protocol;
  options.model = "sp22";
  options.address = "127.0.77.3";
  options.port = 0;
  options.behaviour.boot_time = std::chrono::milliseconds{50};
  return plan_fleet(options)->front();
}

/// A plug that listens, and what it printed.
struct ServerStage final : LineListener {
  explicit ServerStage(const PlugPlan& plan = make_plan(), AnnouncerSettings announcements = {}) {
    LineListener& self = *this;
    plug = std::make_unique<PlugServer>(loop, plan, std::move(announcements), random, self);
    REQUIRE(plug->start().has_value());
  }

  void on_line(unsigned /*plug*/, const std::string& line) override { lines.push_back(line); }
  void act(std::string_view line) { plug->perform(**parse_action(line)); }
  bool wait_line(std::string_view wanted) {
    return testing::run_until(loop, [&] {
      return std::ranges::any_of(lines,
                                 [&](const std::string& each) { return each.find(wanted) != std::string::npos; });
    });
  }
  std::unique_ptr<StreamClient> connect() {
    auto client = std::make_unique<StreamClient>(loop, plug->plan().address, plug->port());
    REQUIRE(client->wait_connected());
    return client;
  }

  loop::EventLoop loop;
  SystemRandom random;
  std::vector<std::string> lines;
  std::unique_ptr<PlugServer> plug;
};

/// One 3.3 request as bytes.
inline Bytes encoded(const tuya::Message& message) {
  SystemRandom random;
  return tuya::Wire(tuya::Version::v3_3, *parse_local_key("presad-sim-k0001"), tuya::Role::client)
      .encode(message, random);
}

inline const tuya::Addressee addressee = {"bf51a20000000000000001", ""};

/// All messages that a client received.
inline std::vector<tuya::Message> decoded(const StreamClient& client) {
  tuya::Wire wire(tuya::Version::v3_3, *parse_local_key("presad-sim-k0001"), tuya::Role::client);
  wire.receive(client.received);
  std::vector<tuya::Message> messages;
  while (auto next = wire.next()) {
    if (auto* message = std::get_if<tuya::Message>(&*next)) messages.push_back(*message);
  }
  return messages;
}

}  // namespace presad::simulator
