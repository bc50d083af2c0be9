// How the connection comes, goes and comes again. All of it runs on the loop's thread.
//
//            start()              connected
//   (idle) ─────────► connecting ───────────► connected
//                       ▲    │ failed             │ lost
//                       │    ▼                    ▼
//                       └── waiting ◄─────────────┘
//                  retry_

#include "mqtt/paho_broker.h"

#include <array>
#include <optional>
#include <string>
#include <utility>

#include "base/backoff.h"
#include "base/log.h"
#include "base/text.h"
#include "mqtt/broker_event.h"
#include "mqtt/connect_failure.h"
#include "mqtt/outbox.h"
#include "mqtt/paho_connection.h"
#include "mqtt/paho_wakeup.h"
#include "mqtt/recent_publishes.h"
#include "mqtt/version_choice.h"

namespace presad::mqtt {

namespace {

using namespace std::chrono_literals;

constexpr const char* subject = "mqtt";

/// Messages that may wait for the loop; more come faster than it can work for seconds.
constexpr std::size_t most_waiting = 20'000;

/// What left Paho's queue but not its thread within this time is nudged (paho_wakeup.h).
constexpr Duration nudge_after = 3ms;

/// A connection that lasted this long was a good one: the next loss is answered at once. A shorter one was not: two
/// clients with one id would throw each other out in a circle.
constexpr Duration stable_after = 5s;

/// So many short connections in a row are no chance.
constexpr int suspicious_stays = 3;

/// Waits before the next attempt. The first ladder is for a broker that is not there, which a refused connection tells
/// for nothing; the second for what only a person can mend.
constexpr std::array<Duration, 4> absent_steps{100ms, 200ms, 500ms, 1s};
constexpr std::array<Duration, 6> refused_steps{100ms, 500ms, 1s, 2s, 5s, 10s};

/// At most one line about dropped messages in this time.
constexpr Duration drops_told_every = 1min;

constexpr Duration longest_goodbye = 1s;

/// Three name servers, two attempts at each of six search domains, five seconds apiece, and no more.
constexpr Duration longest_resolving = 5min;

}  // namespace

class PahoBroker::Link {
 public:
  Link(loop::EventLoop& loop, RandomSource& random, BrokerSettings settings)
      : loop_(loop), random_(random), settings_(std::move(settings)) {}

  void start(BrokerListener& listener) {
    listener_ = &listener;
    attempt();
  }

  bool connected() const noexcept { return connected_; }

  bool marks_messages() const noexcept { return connection_ && connection_->version() == Version::v5; }

  bool may_be_resolving() const noexcept {
    return !connected_ && connection_ && !is_resolved_at_once(settings_.host) &&
           loop_.now() - attempted_at_ < longest_resolving;
  }

  void publish(Outgoing message) {
    if (!connected_ || overflowing_) {
      outbox_.put(std::move(message));
      return;
    }
    outbox_.forget(message.topic);  // on return: this one is newer
    hand_over(std::move(message));
  }

  void respond(const Outgoing& message, ByteView correlation_data) {
    if (!connected_) return;
    note_own(message);
    if (connection_->respond(message, correlation_data) == HandOver::taken) expect_leaving();
  }

  bool request(const Outgoing& message, std::string_view response_topic, ByteView correlation_data) {
    if (!connected_ || connection_->version() != Version::v5) return false;
    if (connection_->request(message, response_topic, correlation_data) != HandOver::taken) return false;
    expect_leaving();
    return true;
  }

  void stop() {
    retry_.disarm();
    nudge_.disarm();
    if (connected_) {
      overflowing_ = false;
      send_kept();
      connection_->disconnect(longest_goodbye);
    }
    connected_ = false;
    give_up_connection();
  }

 private:
  void attempt() {
    give_up_connection();
    const Version version = versions_.next(loop_.now());
    connection_.emplace(settings_, version, ++number_, inbox_);
    attempted_at_ = loop_.now();
    connection_->connect();
  }

  void give_up_connection() {
    ++number_;  // what its threads still told counts no more
    connection_.reset();
  }

  void on_event(BrokerEvent& event) {
    tell_of_drops();
    if (event.connection != number_ || !connection_) return;
    switch (event.kind) {
      case BrokerEvent::Kind::message:
        on_message(event.received);
        break;
      case BrokerEvent::Kind::connected:
        on_connected();
        break;
      case BrokerEvent::Kind::failed:
        on_failed();
        break;
      case BrokerEvent::Kind::lost:
        on_lost({});
        break;
      case BrokerEvent::Kind::told_to_go:
        on_lost(explain_disconnect(event.code));
        break;
      case BrokerEvent::Kind::subscription_refused:
        log::error(subject, "the broker refuses the subscription of {} (code {}); check what it allows {}",
                   printable(event.received.topic), event.code, printable(settings_.username));
        break;
    }
  }

  void on_connected() {
    connected_ = true;
    connected_at_ = loop_.now();
    overflowing_ = false;
    last_told_.clear();
    versions_.on_connected();
    log::info(subject, "connected to {}:{} with {}{}", settings_.host, settings_.port, name(connection_->version()),
              settings_.tls ? " over TLS" : "");
    listener_->on_connected();
    if (connected_) send_kept();
  }

  void on_failed() {
    const ConnectFailure failure = connection_->failure();
    const Version version = connection_->version();
    give_up_connection();
    tell(failure.what);
    retry_.arm_in(wait_after(failure, version));
  }

  Duration wait_after(const ConnectFailure& failure, Version version) {
    switch (failure.kind) {
      case ConnectFailure::Kind::version:
        if (versions_.on_version_refused(version, loop_.now())) return 0ms;
        return refused_.next(random_);
      case ConnectFailure::Kind::hung_up:
        if (versions_.on_hung_up(version, loop_.now())) return 0ms;
        return absent_.next(random_);
      case ConnectFailure::Kind::unreachable:
        versions_.on_failed();
        return absent_.next(random_);
      case ConnectFailure::Kind::login:
      case ConnectFailure::Kind::tls:
      case ConnectFailure::Kind::refused:
        break;
    }
    versions_.on_failed();
    return refused_.next(random_);
  }

  /// `reason`: the broker's, if it gave one.
  void on_lost(const std::string& reason) {
    const bool was_connected = std::exchange(connected_, false);
    const bool was_stable = loop_.now() - connected_at_ >= stable_after;
    short_stays_ = was_stable ? 0 : short_stays_ + 1;
    const std::string cause = reason.empty() ? guess_cause_of_loss() : reason;
    nudge_.disarm();
    give_up_connection();
    if (was_stable) {
      absent_.reset();
      refused_.reset();
    }
    retry_.arm_in(was_stable ? Duration::zero() : absent_.next(random_));
    tell(cause);
    if (was_connected) listener_->on_disconnected(cause);
  }

  /// mosquitto 2.0 does not say that another client took over; many short stays do.
  std::string guess_cause_of_loss() const {
    if (short_stays_ < suspicious_stays) return "connection lost";
    return "connection lost soon after each connect; does another client use the client id " +
           printable(settings_.client_id) + "?";
  }

  void on_message(Received& received) {
    if (connection_->version() == Version::v3_1_1) {
      received.own = recent_.take(received.topic, received.payload, loop_.now());
    }
    listener_->on_message(received);
  }

  void hand_over(Outgoing message) {
    switch (connection_->publish(message)) {
      case HandOver::taken:
        note_own(message);
        expect_leaving();
        break;
      case HandOver::full:
        overflowing_ = true;
        outbox_.put(std::move(message));
        expect_leaving();
        break;
      case HandOver::rejected:
        log::error(subject, "cannot publish on {}: not a topic", printable(message.topic));
        break;
    }
  }

  void send_kept() {
    while (!overflowing_) {
      std::optional<Outgoing> next = outbox_.take();
      if (!next) return;
      hand_over(std::move(*next));
    }
  }

  void note_own(const Outgoing& message) {
    if (connection_->version() == Version::v3_1_1) recent_.note(message.topic, message.payload, loop_.now());
  }

  void expect_leaving() {
    last_handed_over_ = loop_.now();
    if (!nudge_.armed()) nudge_.arm(last_handed_over_ + nudge_after);
  }

  /// Rings until the last message has left: once is not enough (paho_wakeup.h).
  void on_nudge() {
    if (!connected_) return;
    if (connection_->all_sent()) {
      if (!std::exchange(overflowing_, false)) return;
      send_kept();
      return;
    }
    const Timestamp due = last_handed_over_ + nudge_after;
    if (loop_.now() < due) {
      nudge_.arm(due);
      return;
    }
    wake_send_thread();
    nudge_.arm_in(nudge_after);
  }

  /// Once per change.
  void tell(const std::string& what) {
    if (std::exchange(last_told_, what) == what) return;
    log::warning(subject, "{}:{}: {}; trying again", settings_.host, settings_.port, what);
  }

  void tell_of_drops() {
    dropped_ += inbox_.take_dropped();
    if (dropped_ == 0 || loop_.now() < drops_next_told_) return;
    drops_next_told_ = loop_.now() + drops_told_every;
    log::warning(subject, "{} messages dropped: they come faster than they can be handled", std::exchange(dropped_, 0));
  }

  loop::EventLoop& loop_;
  RandomSource& random_;
  const BrokerSettings settings_;
  BrokerListener* listener_ = nullptr;
  BrokerInbox inbox_{loop_, most_waiting, Delegate<void(BrokerEvent&)>::to<&Link::on_event>(this)};
  loop::Timer retry_{loop_, Delegate<void()>::to<&Link::attempt>(this)};
  loop::Timer nudge_{loop_, Delegate<void()>::to<&Link::on_nudge>(this)};
  VersionChoice versions_;
  Backoff absent_{absent_steps};
  Backoff refused_{refused_steps};
  Outbox outbox_;
  RecentPublishes recent_;
  std::uint64_t number_ = 0;  ///< of the connection whose events count
  bool connected_ = false;
  bool overflowing_ = false;  ///< Paho took no more: everything goes through the outbox until it does
  Timestamp attempted_at_{};
  Timestamp connected_at_{};
  Timestamp last_handed_over_{};
  int short_stays_ = 0;    ///< in a row
  std::string last_told_;  ///< what the log said last
  std::size_t dropped_ = 0;
  Timestamp drops_next_told_{};
  std::optional<PahoConnection> connection_;  ///< last: its threads use the inbox until it is gone
};

PahoBroker::PahoBroker(loop::EventLoop& loop, RandomSource& random, BrokerSettings settings)
    : link_(std::make_unique<Link>(loop, random, std::move(settings))) {}

PahoBroker::~PahoBroker() = default;

void PahoBroker::start(BrokerListener& listener) { link_->start(listener); }

bool PahoBroker::connected() const noexcept { return link_->connected(); }

void PahoBroker::publish(std::string_view topic, std::string_view payload, bool retain) {
  link_->publish({std::string(topic), std::string(payload), retain});
}

void PahoBroker::respond(std::string_view topic, std::string_view payload, ByteView correlation_data) {
  link_->respond({std::string(topic), std::string(payload), false}, correlation_data);
}

bool PahoBroker::request(std::string_view topic, std::string_view payload, std::string_view response_topic,
                         ByteView correlation_data) {
  return link_->request({std::string(topic), std::string(payload), false}, response_topic, correlation_data);
}

void PahoBroker::stop() { link_->stop(); }

bool PahoBroker::marks_messages() const noexcept { return link_->marks_messages(); }

bool PahoBroker::may_be_resolving() const noexcept { return link_->may_be_resolving(); }

}  // namespace presad::mqtt
