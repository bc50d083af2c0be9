// What presa record has done, for a person and for a program. Pure.

#pragma once

#include <cstdint>
#include <string>

#include "base/clock.h"
#include "cli/record/vectors.h"

namespace presad::cli {

/// What ended a recording.
enum class RecordingEnd : std::uint8_t {
  time,         ///< the span that was asked for is over
  interrupted,  ///< Ctrl-C, or SIGTERM
  size,         ///< more is not recorded: longest_recording
};

/// Bytes of both sides together; more is no conversation any more.
inline constexpr std::size_t longest_recording = std::size_t{4} * 1024 * 1024;

struct RecordReport {
  std::string topic;
  std::string file;     ///< that was written
  Duration recorded{};  ///< since the device was met
  RecordingEnd end = RecordingEnd::time;
};

/// One line.
std::string render_record(const RecordReport& report, const Vectors& vectors);

/// One JSON object and a line feed.
std::string render_record_json(const RecordReport& report, const Vectors& vectors);

}  // namespace presad::cli
