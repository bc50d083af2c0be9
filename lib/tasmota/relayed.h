// What a Tasmota device answered over HTTP -> the messages it would have published itself. Pure.
//
// Over HTTP all that a command says comes as one object; on the broker it is several messages. Source: DIALECT.md, 3
// and 7; docs/tasmota-devices.md.

#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "tasmota/command_word.h"
#include "tasmota/discovery.h"
#include "tasmota/reply.h"
#include "tasmota/topic.h"
#include "tasmota/view.h"

namespace presad::tasmota {

/// The messages of the answer to `word` and `payload`, in the firmware's order. `answer` is a JSON object, whose values
/// go out as they were written; none come of an empty one.
Messages render_relayed(const CommandWord& word, std::string_view payload, std::string_view answer);

/// SetOption4: answers to `word` go to stat/T/<COMMAND> in place of RESULT.
void answer_by_command(Messages& messages, const CommandWord& word);

/// Puts the Presad object behind what STATE tells, wherever it is told: STATE itself, State's answer, Status 11.
void add_presad_object(Messages& messages, const View& view);

/// A relay moved by itself: RESULT, then its own topic.
Messages render_relayed_power(const std::string& key, const std::string& power);

/// STATE as the device wrote it, and SENSOR if there is more in it than the time.
Messages render_relayed_telemetry(const std::string& state, const std::string& sensors);

/// "Shutter1", … and their objects, of an answer or of SENSOR.
std::map<std::string, std::string> relayed_shutters(std::string_view object);

/// A cover moved by itself: RESULT, as ShutterPosition answers.
Message render_relayed_shutter(const std::string& key, const std::string& shutter);

/// "POWER" or "POWER1", … and their values, of an answer or of STATE.
std::map<std::string, std::string> relayed_powers(std::string_view object);

/// Tasmota's own discovery for a device whose STATE and SENSOR look like this, with its own firmware's version.
DiscoveryMessages render_relayed_discovery(const View& view, std::string_view state, std::string_view sensors,
                                           std::string_view version);

/// INFO1 to INFO3 as render_info() has them, with the device's own version.
Messages render_relayed_info(const View& view, std::string_view version);

/// Adds to `filters` those that bring what the device itself says under stat and tele; none overlaps with another.
void add_listening_filters(std::vector<std::string>& filters, const FullTopic& full_topic, std::string_view topic);

}  // namespace presad::tasmota
