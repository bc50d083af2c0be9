// One look at a broker: whether it lets us in, what it lets us hear and say, and what it keeps; and a clearing of what
// it keeps first, if that is asked for.
//
// What the finds mean is the caller's business. Blocking: for a command line, never for presad's loop.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "mqtt/broker.h"
#include "mqtt/connect_failure.h"
#include "mqtt/version_choice.h"

namespace presad::mqtt {

/// Retained messages that a report holds, unless the plan says otherwise.
inline constexpr std::size_t max_retained = 1000;

/// Bytes of these: topics, payloads as far as they are read, marks.
inline constexpr std::size_t max_retained_bytes = std::size_t{64} << 20U;

struct ProbePlan {
  std::vector<std::string> filters;  ///< subscribed to, without noLocal: what is retained below them is reported
  std::vector<std::string> topics;   ///< an empty message at QoS 1, not retained, with our mark is published to each
  Duration patience = std::chrono::seconds(5);    ///< for each answer of the broker's
  Duration echo_limit = std::chrono::seconds(3);  ///< for a published message to come back
  std::vector<std::string> cleared = {};          ///< what is retained on each is taken away, ahead of all else (QoS 1)
  std::size_t most_retained = max_retained;       ///< messages, each cut as broker.h says
  std::size_t most_retained_bytes = max_retained_bytes;
};

struct ProbeReport {
  std::optional<ConnectFailure> failure;  ///< when there, nothing else was seen
  Version version = Version::v5;
  std::vector<std::string> refused_filters;  ///< by the broker's answer to the subscription
  std::vector<std::string> refused_topics;   ///< by its answer to the message (MQTT 5 only; 3.1.1 keeps it secret)
  std::vector<std::string> unheard_topics;   ///< taken, of a filter that was granted, and yet not delivered
  std::vector<Received> retained;            ///< at most most_retained
  std::vector<std::string> marks;            ///< whose mark each of these carries, in the same order; empty: none
  bool overflowed = false;                   ///< there is more retained than the plan takes
  bool lost = false;                         ///< the connection ended, or the broker fell silent, in between
};

/// A host that is a name is looked up first, and refused where it leads out of local_network(). Tries MQTT 5,
/// then 3.1.1 where the broker does not know 5. The will in `settings` is not set.
ProbeReport probe_broker(const BrokerSettings& settings, const ProbePlan& plan);

/// Whether a subscription to `filter` hears `topic` (MQTT 5, 4.7). Pure.
bool filter_matches(std::string_view filter, std::string_view topic) noexcept;

}  // namespace presad::mqtt
