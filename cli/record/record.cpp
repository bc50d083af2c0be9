#include "cli/record/record.h"

#include <charconv>
#include <csignal>
#include <cstdio>
#include <memory>
#include <string>
#include <utility>

#include "base/text.h"
#include "cli/answer.h"
#include "cli/direct/visit.h"
#include "cli/direct/way.h"
#include "cli/presad_socket.h"
#include "cli/private_file.h"
#include "cli/record/record_report.h"
#include "cli/record/vectors.h"
#include "cli/terminal.h"
#include "families/tuya/tap.h"

namespace presad::cli {

namespace {

struct Options {
  SocketOptions socket;
  DirectOptions direct;
  std::string topic;
  std::string output;
  std::string span = "60s";
  bool switches = false;
  bool json = false;
};

class RecordVisit final : public DirectVisit, private tuya::TapListener {
 public:
  RecordVisit(const Settings& settings, const std::string& topic, Duration span, bool switches)
      : DirectVisit(settings, topic), span_(span), switches_(switches) {
    services_.get<tuya::Tap>().listener = this;
  }

  int record() {
    // To be met may take a while; the recording's own time begins then, and nothing else ends it.
    const int status = run(std::nullopt);
    return met_at_ ? exit_done : status;
  }

  const Recording& recording() const noexcept { return recording_; }
  RecordingEnd end() const noexcept { return ended_by_; }
  Duration recorded() const { return met_at_ ? ended_at_ - *met_at_ : Duration{}; }

 private:
  void on_met() override {
    met_at_ = loop_.now();
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(span_).count();
    show("recording for " + std::to_string(seconds) + " s; Ctrl-C ends it sooner");
    end_.arm_in(span_);
    if (switches_) switch_over();
  }
  void switch_over() { device().execute(++command_, SetPower{1, PowerAction::toggle}); }
  /// And back again.
  void on_answered(CommandId, const Answer&) override {
    if (command_ < 2) return switch_over();
    is_back_ = true;
    if (time_is_over_) end_by(RecordingEnd::time);
  }
  void on_conditioned(const Condition& condition) override {
    const auto version = tuya::parse_version(condition.protocol);
    if (version && condition.online && !recording_.connections.empty())
      recording_.connections.back().version = *version;
  }
  void end_by(RecordingEnd what) {
    ended_by_ = what;
    ended_at_ = loop_.now();
    stop(exit_done);
  }
  /// A relay that was switched over is switched back first.
  void on_time() {
    time_is_over_ = true;
    if (!switches_ || is_back_) end_by(RecordingEnd::time);
  }
  void on_interrupt() { end_by(RecordingEnd::interrupted); }

  void on_device(const tuya::TuyaSettings& settings) override {
    recording_.device_id = settings.device_id;
    recording_.local_key = settings.local_key;
    if (settings.version) version_ = *settings.version;
    if (!settings.address.empty()) recording_.addresses.push_back(settings.address);
  }
  void on_connection(const std::string& address) override {
    recording_.connections.push_back({version_, {}});
    recording_.addresses.push_back(address);
  }
  void on_bytes(tuya::Role writer, ByteView bytes) override {
    if (recording_.connections.empty()) return;
    size_ += bytes.size();
    if (size_ > longest_recording) return end_by(RecordingEnd::size);
    recording_.connections.back().pieces.push_back({writer, Bytes(bytes.begin(), bytes.end())});
  }

  Recording recording_;
  tuya::Version version_ = tuya::Version::v3_3;
  Duration span_;
  bool switches_;
  bool is_back_ = false;
  bool time_is_over_ = false;
  std::optional<Timestamp> met_at_;
  Timestamp ended_at_{};
  RecordingEnd ended_by_ = RecordingEnd::time;
  std::size_t size_ = 0;
  CommandId command_ = 0;
  loop::Timer end_{loop_, Delegate<void()>::to<&RecordVisit::on_time>(this)};
  loop::SignalWatch interrupt_{loop_, SIGINT, Delegate<void()>::to<&RecordVisit::on_interrupt>(this)};
  loop::SignalWatch terminate_{loop_, SIGTERM, Delegate<void()>::to<&RecordVisit::on_interrupt>(this)};
};

int write(const Vectors& vectors, const RecordReport& report, bool json) {
  if (report.file == "-") {
    std::fputs(json_for_terminal(vectors.json).c_str(), stdout);
    return std::fflush(stdout) == 0 ? exit_done : exit_not_done;
  }
  const Result<bool> written = write_private_file(report.file, vectors.json);
  if (!written) return complain(exit_not_done, for_terminal(written.error().what));
  std::fputs((json ? render_record_json(report, vectors) : render_record(report, vectors)).c_str(), stdout);
  return exit_done;
}

int record(const Options& options) {
  const std::optional<Duration> span = parse_span(options.span);
  if (!span) return complain(exit_usage, "--for \"" + printable(options.span) + "\": from 1s to 1h, as 90s or 2m");
  if (options.json && options.output == "-") {
    return complain(exit_usage, "standard output takes either the file, by --output -, or what --json says of it");
  }
  int status = exit_done;
  const std::optional<Settings> settings = settings_for(options.socket, options.direct, options.topic, status);
  if (!settings) return status;
  const DevicePlan* const plan = find_plan(*settings, options.topic);
  if (plan != nullptr && !plan->gateway().empty()) {
    return complain(exit_usage,
                    "\"" + options.topic + "\" speaks through its gateway: presa record " + plan->gateway());
  }
  warn_if_presad_runs(options.socket);
  loop::block_signals();
  RecordVisit visit(*settings, options.topic, *span, options.switches);
  status = visit.record();
  if (status != exit_done) return status;
  SystemRandom random;
  const Vectors vectors = make_vectors(visit.recording(), "presa record " PRESAD_VERSION, random);
  if (vectors.json.empty()) return complain(exit_not_done, "nothing was written: a secret would have been in it");
  if (vectors.frames == 0 && !vectors.left_out.empty()) {
    return complain(exit_not_done,
                    "nothing was written: all that was said is left out, " + vectors.left_out.front().why);
  }
  if (vectors.frames == 0) return complain(exit_not_done, "nothing was written: the device said nothing");
  const std::string file = options.output.empty() ? options.topic + ".json" : options.output;
  return write(vectors, {options.topic, file, visit.recorded(), visit.end()}, options.json);
}

}  // namespace

std::optional<Duration> parse_span(std::string_view text) noexcept {
  unsigned number = 0;
  const char* const begin = text.data();
  const char* const end = begin + text.size();
  const auto [at, error] = std::from_chars(begin, end, number);
  if (error != std::errc{} || number == 0 || number > 3600) return std::nullopt;
  const std::string_view unit(at, static_cast<std::size_t>(end - at));
  if (!unit.empty() && unit != "s" && unit != "m") return std::nullopt;
  const unsigned seconds = unit == "m" ? number * 60 : number;
  if (seconds > 3600) return std::nullopt;
  return std::chrono::seconds(seconds);
}

Action declare_record(Arguments& arguments) {
  const auto options = std::make_shared<Options>();
  arguments.word("TOPIC", options->topic, "the device");
  arguments.option("--output", options->output, "where to write (default: TOPIC.json; -: standard output)", "FILE");
  arguments.option("--for", options->span, "how long, from 1s to 1h (default: 60s); Ctrl-C ends it sooner", "SPAN");
  arguments.flag("--switch", options->switches, "switch its first relay over and back, which is else left alone");
  declare_inventory(arguments, options->direct.inventory);
  declare_socket(arguments, options->socket);
  arguments.flag("--json", options->json, "say what was written as one JSON object");
  arguments.remark(
      "Asks the device itself, as presad would. Key, ids and addresses are replaced; read docs/record.md before you\n"
      "publish a file. Status: 0 written, 1 nothing to write, 3 not reached, 64 unknown TOPIC, 78 bad inventory.");
  return [options] { return record(*options); };
}

}  // namespace presad::cli
