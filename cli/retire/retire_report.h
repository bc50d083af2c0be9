// What presa retire would clear, has cleared and leaves alone, for a person and for a program. Nothing is asked
// here.

#pragma once

#include <string>
#include <vector>

#include "cli/retire/kept_messages.h"
#include "mqtt/version_choice.h"

namespace presad::cli {

struct RetireReport {
  std::string topic;  ///< the device's; empty: all of presad
  std::string mark;
  mqtt::Version version = mqtt::Version::v5;
  std::vector<KeptMessage> ours;
  std::vector<KeptMessage> others;   ///< of that topic, or of other presads
  std::vector<std::string> unheard;  ///< what the broker does not let us hear
  std::string nearest;               ///< when there is nothing: a topic of which there is something
  bool asked_again = false;          ///< `ours` was cleared as far as the broker let us; `left` is what there is now
  std::vector<KeptMessage> left;
};

/// Sorts `kept` into `ours` and `others`.
void take_kept(RetireReport& report, std::vector<KeptMessage> kept);

/// 0: nothing of it is on the broker any more; 1: something is, or nobody can know.
int status_of(const RetireReport& report);

/// What there is, ahead of the question whether to clear it.
std::string render_kept(const RetireReport& report);

/// What came of it.
std::string render_outcome(const RetireReport& report);

/// All of it: one JSON object and a line feed.
std::string render_retire_json(const RetireReport& report);

}  // namespace presad::cli
