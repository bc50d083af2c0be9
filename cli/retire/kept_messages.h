// What the broker keeps: of which device each message is, and whether presad published it. Nothing is asked here.
//
// On MQTT 5 every message of presad's carries its mark, and what does not is somebody else's: a Tasmota device's own,
// another presad's. MQTT 3.1.1 has no marks: there the topics tell, as far as they can. Source: DIALECT.md, 12.

#pragma once

#include <set>
#include <span>
#include <string>
#include <vector>

#include "mqtt/broker_probe.h"
#include "tasmota/topic.h"

namespace presad::cli {

/// Whose messages are looked for.
struct Owner {
  std::string mark;
  bool marked = true;  ///< the connection tells marks (MQTT 5)
  /// Where it does not: the topics that presad alone can have published on.
  std::set<std::string, std::less<>> topics;
};

struct KeptMessage {
  std::string topic;   ///< the whole one
  std::string device;  ///< the device's topic; empty: not known
  std::string mark;    ///< empty: none, or none can be told
  bool ours = false;

  friend bool operator==(const KeptMessage&, const KeptMessage&) = default;
};

/// What must be subscribed to, so that all of presad's messages are found; no two overlap.
std::vector<std::string> kept_filters(const tasmota::FullTopic& full_topic);

/// Topics below those filters, a nobody's, on which an empty message disturbs nobody.
std::vector<std::string> echo_topics(const tasmota::FullTopic& full_topic);

/// Ordered by topic, none twice. What is retained is as the broker gave it: anybody may have written it.
std::vector<KeptMessage> read_kept(const mqtt::ProbeReport& probe, const tasmota::FullTopic& full_topic,
                                   const Owner& owner);

/// Whether somebody says Online on `device`'s own behalf.
bool says_online(std::span<const mqtt::Received> retained, const tasmota::FullTopic& full_topic,
                 const std::string& device);

/// Owner::topics. `spoken_for`: topics of the inventory's devices that cannot be on the broker themselves, and presad's
/// own. `others`: all other topics of the inventory. `wanted`: the one that was named, empty: all; `online`: somebody
/// says Online there.
std::set<std::string, std::less<>> topics_without_marks(std::span<const std::string> spoken_for,
                                                        std::span<const std::string> others, const std::string& wanted,
                                                        bool online);

}  // namespace presad::cli
