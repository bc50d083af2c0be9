// With Paho's client directly: no loop, no backoff, no outbox. Waiting is in slices, so that a wake-up that Paho loses
// (paho_wakeup.h) costs milliseconds.

#include "mqtt/broker_probe.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <utility>

#include "mqtt/host_lookup.h"
#include "mqtt/paho_options.h"
#include "mqtt/paho_wakeup.h"
#include "mqtt/tls_trace.h"

namespace presad::mqtt {

namespace {

constexpr int lowest_failure = 0x80;  ///< reason codes from here on are failures (MQTT 5, 2.4)

/// Of a mark longer than any of presad\'s; it equals none, cut or whole.
constexpr std::size_t longest_mark = 256;

/// One connection for one look.
class Look final : private ::mqtt::callback {
 public:
  Look(const BrokerSettings& settings, Version version, const ProbePlan& plan)
      : settings_(settings),
        version_(version),
        plan_(plan),
        client_(paho_uri(settings), settings.client_id, ::mqtt::create_options(static_cast<int>(version))) {
    client_.set_callback(*this);
  }

  std::optional<ConnectFailure> connect();
  void clear(ProbeReport& report);
  void listen(ProbeReport& report);
  void speak(ProbeReport& report);
  void leave() noexcept;

 private:
  bool done(::mqtt::token& token) const;
  bool publish(const std::string& topic, bool retained, ProbeReport& report);
  void wait_for_echoes();
  void message_arrived(::mqtt::const_message_ptr message) noexcept override;

  const BrokerSettings& settings_;
  Version version_;
  const ProbePlan& plan_;
  std::mutex mutex_;
  std::condition_variable heard_;
  std::vector<std::string> echoes_;  ///< topics to be heard yet; under mutex_
  std::vector<Received> retained_;   ///< under mutex_
  std::vector<std::string> marks_;   ///< theirs; under mutex_
  std::size_t retained_size_ = 0;    ///< of both; under mutex_
  bool overflowed_ = false;          ///< under mutex_
  ::mqtt::async_client client_;      ///< last: dies first, and with it the calls from its threads
};

/// Within the patience; whatever Paho has to say of it is left in the token.
bool Look::done(::mqtt::token& token) const {
  constexpr std::chrono::milliseconds slice{3};
  const auto end = std::chrono::steady_clock::now() + plan_.patience;
  while (std::chrono::steady_clock::now() < end) {
    try {
      if (token.wait_for(slice)) return true;
    } catch (const ::mqtt::exception&) {
      return true;
    }
    if (client_.is_connected()) wake_send_thread();
  }
  return false;
}

std::optional<ConnectFailure> Look::connect() {
  if (settings_.tls) listen_to_tls_trace();
  ::mqtt::token_ptr token;
  try {
    ::mqtt::connect_options options = paho_connect_options(settings_, version_);
    options.set_connect_timeout(static_cast<int>(plan_.patience / std::chrono::seconds(1)));
    token = client_.connect(std::move(options));
  } catch (const ::mqtt::exception& error) {
    return ConnectFailure{ConnectFailure::Kind::refused, error.what()};
  }
  const bool ended = done(*token);
  const TlsStage stage = settings_.tls ? end_of_tls_trace() : TlsStage::none;
  if (!ended) return explain_failure(0, version_, "TCP connect timeout", stage);
  try {
    token->try_wait();
  } catch (const ::mqtt::exception& error) {
    return explain_failure(error.get_return_code(), version_, error.get_message(), stage);
  }
  return std::nullopt;
}

/// An empty message; false when the broker refused it, or is lost.
bool Look::publish(const std::string& topic, bool retained, ProbeReport& report) {
  constexpr int qos = 1;
  auto message = ::mqtt::message::create(topic, "", qos, retained);
  if (version_ == Version::v5) message->set_properties(paho_mark(settings_));
  const ::mqtt::delivery_token_ptr token = client_.publish(std::move(message));
  report.lost = !done(*token) || token->get_return_code() < 0;
  if (report.lost) return false;
  if (static_cast<int>(token->get_reason_code()) < lowest_failure) return true;
  report.refused_topics.push_back(topic);
  return false;
}

void Look::clear(ProbeReport& report) {
  for (const std::string& topic : plan_.cleared) {
    publish(topic, true, report);
    if (report.lost) return;
  }
}

void Look::listen(ProbeReport& report) {
  for (const std::string& filter : plan_.filters) {
    constexpr int qos = 0;
    const ::mqtt::token_ptr token = client_.subscribe(filter, qos);
    if (!done(*token)) {
      report.lost = true;
      return;
    }
    const int code = std::max(token->get_return_code(), static_cast<int>(token->get_reason_code()));
    if (code >= lowest_failure) report.refused_filters.push_back(filter);
    if (token->get_return_code() < 0) report.lost = true;
  }
}

void Look::speak(ProbeReport& report) {
  const auto granted = [&](const std::string& topic) {
    return std::any_of(plan_.filters.begin(), plan_.filters.end(), [&](const std::string& filter) {
      const auto& refused = report.refused_filters;
      return filter_matches(filter, topic) && std::find(refused.begin(), refused.end(), filter) == refused.end();
    });
  };
  for (const std::string& topic : plan_.topics) {
    if (granted(topic)) {
      const std::lock_guard lock(mutex_);
      echoes_.push_back(topic);
    }
    if (publish(topic, false, report)) continue;
    if (report.lost) return;
    const std::lock_guard lock(mutex_);
    std::erase(echoes_, topic);
  }
  wait_for_echoes();
  const std::lock_guard lock(mutex_);
  report.unheard_topics = echoes_;
  report.retained = std::move(retained_);
  report.overflowed = overflowed_;
  report.marks = std::move(marks_);
}

void Look::wait_for_echoes() {
  std::unique_lock lock(mutex_);
  heard_.wait_for(lock, plan_.echo_limit, [this] { return echoes_.empty(); });
}

void Look::leave() noexcept {
  try {
    done(*client_.disconnect(0));
  } catch (const std::exception&) {
    return;  // not connected any more: done as well
  }
}

// Only without memory can this throw, and then nothing is left to be saved.
void Look::message_arrived(::mqtt::const_message_ptr message) noexcept {  // NOLINT(bugprone-exception-escape)
  const std::lock_guard lock(mutex_);
  if (message->is_retained()) {
    overflowed_ = overflowed_ || retained_.size() >= plan_.most_retained || retained_size_ >= plan_.most_retained_bytes;
    if (overflowed_) return;
    Received received;
    received.topic = message->get_topic();
    received.payload = message->get_payload().substr(0, max_payload_size + 1);
    received.retained = true;
    marks_.push_back(paho_any_mark(*message).substr(0, longest_mark));
    retained_size_ += received.topic.size() + received.payload.size() + marks_.back().size();
    received.own = !marks_.back().empty();
    retained_.push_back(std::move(received));
    return;
  }
  std::erase(echoes_, message->get_topic());
  if (echoes_.empty()) heard_.notify_one();
}

}  // namespace

ProbeReport probe_broker(const BrokerSettings& settings, const ProbePlan& plan) {
  ProbeReport report;
  BrokerSettings without_will = settings;
  without_will.will_topic.clear();
  if (!is_resolved_at_once(settings.host)) {
    const HostJudgement judgement = judge_host(look_up_host(settings.host), local_network());
    report.failure = judgement.failure;
    if (report.failure) return report;
    // With TLS Paho must be given the name: it is what the certificate has to be for.
    if (!settings.tls) without_will.host = judgement.addresses.front();
  }
  for (const Version version : {Version::v5, Version::v3_1_1}) {
    Look look(without_will, version, plan);
    report.version = version;
    report.failure = look.connect();
    if (report.failure && report.failure->kind == ConnectFailure::Kind::version) continue;
    if (report.failure) break;
    try {
      look.clear(report);
      if (!report.lost) look.listen(report);
      if (!report.lost) look.speak(report);
    } catch (const ::mqtt::exception&) {
      report.lost = true;
    }
    look.leave();
    break;
  }
  return report;
}

bool filter_matches(std::string_view filter, std::string_view topic) noexcept {
  if (topic.starts_with('$') && !filter.starts_with('$')) return false;
  while (true) {
    if (filter == "#") return true;
    const std::size_t wanted_end = std::min(filter.find('/'), filter.size());
    const std::size_t given_end = std::min(topic.find('/'), topic.size());
    const std::string_view wanted = filter.substr(0, wanted_end);
    if (wanted != "+" && wanted != topic.substr(0, given_end)) return false;
    const bool more_wanted = wanted_end < filter.size();
    const bool more_given = given_end < topic.size();
    if (!more_given) return !more_wanted || filter.substr(wanted_end) == "/#";
    if (!more_wanted) return false;
    filter.remove_prefix(wanted_end + 1);
    topic.remove_prefix(given_end + 1);
  }
}

}  // namespace presad::mqtt
