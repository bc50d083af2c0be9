// The addresses of a broker that is given by a name.
//
// Paho would ask by itself, but holds its lock for as long as a name server takes, takes whatever it is told, and has
// one word for a name that nobody knows and a broker that is not there.

#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/delegate.h"
#include "base/local_network.h"
#include "loop/event_loop.h"
#include "mqtt/connect_failure.h"

namespace presad::mqtt {

/// True when resolving `host` asks no name server. Pure.
bool is_resolved_at_once(const std::string& host);

struct HostAnswer {
  std::string host;
  std::vector<std::string> addresses;  ///< numeric, as the system prefers them
  std::string problem;                 ///< the resolver's word when there is none: "Name or service not known"
};

/// Asks the system's resolver, and waits for it: minutes, if it comes to the worst. Any thread.
HostAnswer look_up_host(std::string host);

/// What there is to connect to, or why there is nothing. Only addresses of `network` are left. Pure.
struct HostJudgement {
  std::vector<std::string> addresses;
  std::optional<ConnectFailure> failure;
};
HostJudgement judge_host(const HostAnswer& answer, const LocalNetwork& network);

/// Asks on a thread of its own, which may outlive this object: resolving cannot be called off. Used on the loop's
/// thread.
class HostLookup {
 public:
  /// `on_answer` runs on the loop's thread, once per question.
  HostLookup(loop::EventLoop& loop, Delegate<void(HostAnswer&)> on_answer);
  ~HostLookup();
  HostLookup(const HostLookup&) = delete;
  HostLookup& operator=(const HostLookup&) = delete;

  /// One question at a time: ask again only after the answer.
  void ask(const std::string& host);

 private:
  struct Desk;
  std::shared_ptr<Desk> desk_;
};

}  // namespace presad::mqtt
