#include "cli/record/record_report.h"

#include <chrono>
#include <string_view>

#include "base/json.h"
#include "cli/terminal.h"

namespace presad::cli {

namespace {

std::string_view word_of(RecordingEnd end) {
  switch (end) {
    case RecordingEnd::time:
      return "time";
    case RecordingEnd::interrupted:
      return "interrupted";
    case RecordingEnd::size:
      break;
  }
  return "size";
}

}  // namespace

std::string render_record(const RecordReport& report, const Vectors& vectors) {
  std::string text = for_terminal(report.file) + ": " + std::to_string(vectors.frames) + " frames, " +
                     std::to_string(vectors.left_out.size()) + " left out; the key is \"" +
                     std::string(substitute_key) + '"';
  if (report.end == RecordingEnd::size) {
    text += "; it ended early, at " + std::to_string(longest_recording / 1024 / 1024) + " MiB";
  }
  return text + '\n';
}

std::string render_record_json(const RecordReport& report, const Vectors& vectors) {
  JsonWriter json;
  json.begin_object().key("topic").string(report.topic).key("file").string(report.file);
  json.key("frames").integer(static_cast<std::int64_t>(vectors.frames));
  json.key("left_out").begin_array();
  for (const LeftOut& each : vectors.left_out) {
    json.begin_object().key("connection").integer(static_cast<std::int64_t>(each.connection));
    json.key("why").string(each.why).end_object();
  }
  json.end_array().key("key").string(substitute_key);
  json.key("seconds").integer(std::chrono::duration_cast<std::chrono::seconds>(report.recorded).count());
  json.key("ended_by").string(word_of(report.end)).end_object();
  return json_for_terminal(json.take()) + '\n';
}

}  // namespace presad::cli
