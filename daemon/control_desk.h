// Answers presa on its socket, whether the broker is there or not: what it asks of the house, and what devices say.
// Loop thread.
//
// The words are lib/control's; a command goes the way that the broker's go, through the device's front.

#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "bridge/bridge.h"
#include "control/server.h"
#include "control/status.h"
#include "device/heard.h"
#include "loop/event_loop.h"

namespace presad {

class ControlDesk final : private control::ServerListener {
 public:
  /// All of it outlives the desk. `describe` tells of the daemon what the bridge does not know, `heard` whom the
  /// families heard on the network.
  ControlDesk(loop::EventLoop& loop, bridge::Bridge& bridge, Delegate<void(control::DaemonOverview&)> describe,
              Delegate<std::vector<HeardDevice>()> heard);
  ~ControlDesk();
  ControlDesk(const ControlDesk&) = delete;
  ControlDesk& operator=(const ControlDesk&) = delete;

  /// Listens at `path`. That it cannot is said in the log, and no reason not to serve the house.
  void open(const std::string& path);

 private:
  class Command;

  void on_request(control::CallId call, const control::Request& request) override;
  void on_gone(control::CallId call) override;
  void on_said(std::string_view topic, const std::string& full_topic, const std::string& payload);
  void on_deadline();

  void answer(control::CallId call, const control::AskStatus& ask);
  void answer(control::CallId call, const control::AskGet& ask);
  void answer(control::CallId call, const control::AskCommand& ask);
  void answer(control::CallId call, const control::AskHeard& ask);
  void answer(control::CallId call, const control::AskWatch& ask);
  void say_standing(control::CallId call, const std::string& topic);
  void refuse_unknown(control::CallId call, const std::string& topic);
  bool has(const std::string& topic);
  void set_deadline();

  bridge::Bridge& bridge_;
  Delegate<void(control::DaemonOverview&)> describe_;
  Delegate<std::vector<HeardDevice>()> heard_;
  std::map<control::CallId, Command*> commands_;  ///< those that have not ended, and are waited for
  std::map<control::CallId, std::set<std::string, std::less<>>> watches_;  ///< the topics; none: all
  loop::EventLoop& loop_;
  loop::Timer deadline_;
  control::Server server_;
};

}  // namespace presad
