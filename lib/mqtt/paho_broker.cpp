// How the connection comes, goes and comes again. All of it runs on the loop's thread.
//
//            start()                  connected
//   (idle) ─────────► connecting ───────────────► connected
//                       ▲   ▲ │ failed                │ lost
//              its      │   │ ▼                       ▼
//              address  │   └─ waiting ◄──────────────┘
//                       │ retry_ │  ▲
//                       │        ▼  │ nobody knows the name
//                      looking up ──┘

#include "mqtt/paho_broker.h"

#include <optional>
#include <string>
#include <utility>

#include "base/log.h"
#include "base/text.h"
#include "mqtt/broker_event.h"
#include "mqtt/connect_failure.h"
#include "mqtt/host_lookup.h"
#include "mqtt/nagle_check.h"
#include "mqtt/paho_connection.h"
#include "mqtt/paho_sender.h"
#include "mqtt/paho_wakeup.h"
#include "mqtt/reconnect.h"

namespace presad::mqtt {

namespace {

using namespace std::chrono_literals;

constexpr const char* subject = "mqtt";

/// Messages that may wait for the loop; more come faster than it can work for seconds.
constexpr std::size_t most_waiting = 20'000;

/// While a connection is being made, Paho's receive thread is had to look this often: soon at first, when it is a
/// matter of milliseconds in a house.
constexpr Duration connecting_knock_period = 5ms;
constexpr Duration slow_knock_period = 50ms;
constexpr Duration quick_knocks = 500ms;

/// At most one line about dropped messages in this time.
constexpr Duration drops_told_every = 1min;

constexpr Duration longest_goodbye = 1s;

/// Three name servers, two attempts at each of six search domains, five seconds apiece, and no more.
constexpr Duration longest_resolving = 5min;

}  // namespace

class PahoBroker::Link {
 public:
  Link(loop::EventLoop& loop, RandomSource& random, BrokerSettings settings)
      : loop_(loop), random_(random), settings_(std::move(settings)), dialled_(settings_) {}

  void look_for_nagle() noexcept { looks_for_nagle_ = !settings_.will_topic.empty(); }

  void start(BrokerListener& listener) {
    listener_ = &listener;
    open_door();
    knock_.arm_in(connecting_knock_period);
    attempt();
  }

  bool connected() const noexcept { return connected_; }

  bool marks_messages() const noexcept { return connection_ && connection_->version() == Version::v5; }

  bool may_be_resolving() const noexcept {
    return !connected_ && connection_ && !is_resolved_at_once(dialled_.host) &&
           loop_.now() - attempted_at_ < longest_resolving;
  }

  PahoSender& sender() noexcept { return sender_; }

  void stop() {
    stopped_ = true;
    retry_.disarm();
    knock_.disarm();
    if (connected_) {
      sender_.finish();
      connection_->disconnect(longest_goodbye);
      sender_.close();
    }
    connected_ = false;
    give_up_connection();
  }

 private:
  void attempt() {
    give_up_connection();
    if (is_resolved_at_once(settings_.host)) return connect();
    lookup_.ask(settings_.host);
  }

  void on_looked_up(HostAnswer& answer) {
    if (stopped_) return;
    const HostJudgement judgement = judge_host(answer, local_network());
    // A name server that is away, as after a power cut, does not keep us from where the broker was last.
    const bool known = dialled_.host != settings_.host;
    if (answer.addresses.empty() && known) return connect();
    if (judgement.failure) return wait_because_of(*judgement.failure, reconnect_.version(loop_.now()));
    // With TLS Paho must be given the name: it is what the certificate has to be for.
    if (!settings_.tls) dialled_.host = judgement.addresses[attempts_++ % judgement.addresses.size()];
    connect();
  }

  void connect() {
    const Version version = reconnect_.version(loop_.now());
    connection_.emplace(dialled_, version, ++number_, inbox_);
    attempted_at_ = loop_.now();
    connection_->connect();
    knock_.arm_in(connecting_knock_period);
  }

  /// Until stop(), also while there is no connection: Paho must not take the door for one that does not answer.
  void on_knock() {
    knock();
    if (connected_ || !connection_) {
      knock_.arm_in(knock_period);
    } else {
      knock_.arm_in(loop_.now() - attempted_at_ < quick_knocks ? connecting_knock_period : slow_knock_period);
    }
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
        if (!on_own_presence(event)) on_message(event.received);
        break;
      case BrokerEvent::Kind::own_presence_granted:
        nagle_.on_granted(event.at);
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
    sender_.open(*connection_);
    last_told_.clear();
    reconnect_.on_connected(loop_.now());
    log::info(subject, "connected to {}:{} with {}{}", settings_.host, settings_.port, name(connection_->version()),
              settings_.tls ? " over TLS" : "");
    listener_->on_connected();
    if (connected_) sender_.send_kept();
    if (connected_ && looks_for_nagle_) {
      nagle_ = NagleCheck();
      connection_->ask_own_presence();
    }
  }

  /// Whether the message was for the check alone.
  bool on_own_presence(const BrokerEvent& event) {
    if (!nagle_.expects_message() || !event.received.retained || event.received.topic != settings_.will_topic) {
      return false;
    }
    const NagleCheck::Next next = nagle_.on_message(event.at);
    if (next == NagleCheck::Next::ask_again) {
      connection_->ask_own_presence();
      return true;
    }
    connection_->leave_own_presence();
    if (next == NagleCheck::Next::seen && !std::exchange(nagle_told_, true)) {
      log::warning(subject,
                   "{}:{}: the broker holds the second of two messages back for 40 ms; give mosquitto the line "
                   "set_tcp_nodelay true",
                   settings_.host, settings_.port);
    }
    return true;
  }

  void on_failed() {
    const ConnectFailure failure = connection_->failure();
    const Version version = connection_->version();
    give_up_connection();
    wait_because_of(failure, version);
  }

  void wait_because_of(const ConnectFailure& failure, Version version) {
    tell(failure.what);
    retry_.arm_in(reconnect_.on_failed(failure.kind, version, loop_.now()));
  }

  /// `reason`: the broker's, if it gave one.
  void on_lost(const std::string& reason) {
    const bool was_connected = std::exchange(connected_, false);
    const Version version = connection_->version();
    sender_.close();
    give_up_connection();
    // Told to go ahead of any CONNACK: nothing was there that could be lost.
    retry_.arm_in(was_connected ? reconnect_.on_lost(loop_.now())
                                : reconnect_.on_failed(ConnectFailure::Kind::hung_up, version, loop_.now()));
    const std::string cause = reason.empty() ? guess_cause_of_loss() : reason;
    tell(cause);
    if (was_connected) listener_->on_disconnected(cause);
  }

  std::string guess_cause_of_loss() const {
    if (!reconnect_.suspects_a_twin()) return "connection lost";
    return "connection lost soon after each connect; does another client use the client id " +
           printable(settings_.client_id) + "?";
  }

  void on_message(Received& received) {
    if (connection_->version() == Version::v3_1_1) received.own = sender_.is_echo(received.topic, received.payload);
    listener_->on_message(received);
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
  BrokerSettings dialled_;    ///< with the address in place of the name, where Paho need not know it
  std::size_t attempts_ = 0;  ///< at one of several addresses: each in its turn
  bool stopped_ = false;
  BrokerListener* listener_ = nullptr;
  BrokerInbox inbox_{loop_, most_waiting, Delegate<void(BrokerEvent&)>::to<&Link::on_event>(this)};
  HostLookup lookup_{loop_, Delegate<void(HostAnswer&)>::to<&Link::on_looked_up>(this)};
  loop::Timer retry_{loop_, Delegate<void()>::to<&Link::attempt>(this)};
  loop::Timer knock_{loop_, Delegate<void()>::to<&Link::on_knock>(this)};
  Reconnect reconnect_{random_};
  PahoSender sender_{loop_};
  NagleCheck nagle_;
  bool looks_for_nagle_ = false;
  bool nagle_told_ = false;
  std::uint64_t number_ = 0;  ///< of the connection whose events count
  bool connected_ = false;
  Timestamp attempted_at_{};
  std::string last_told_;  ///< what the log said last
  std::size_t dropped_ = 0;
  Timestamp drops_next_told_{};
  std::optional<PahoConnection> connection_;  ///< last: its threads use the inbox until it is gone
};

PahoBroker::PahoBroker(loop::EventLoop& loop, RandomSource& random, BrokerSettings settings)
    : link_(std::make_unique<Link>(loop, random, std::move(settings))) {}

PahoBroker::~PahoBroker() = default;

void PahoBroker::look_for_nagle() noexcept { link_->look_for_nagle(); }

void PahoBroker::start(BrokerListener& listener) { link_->start(listener); }

bool PahoBroker::connected() const noexcept { return link_->connected(); }

void PahoBroker::publish(std::string_view topic, std::string_view payload, bool retain) {
  link_->sender().publish({std::string(topic), std::string(payload), retain});
}

bool PahoBroker::busy() const noexcept { return link_->sender().is_busy(); }

void PahoBroker::respond(std::string_view topic, std::string_view payload, ByteView correlation_data) {
  link_->sender().respond({std::string(topic), std::string(payload), false}, correlation_data);
}

void PahoBroker::stop() { link_->stop(); }

bool PahoBroker::marks_messages() const noexcept { return link_->marks_messages(); }

bool PahoBroker::may_be_resolving() const noexcept { return link_->may_be_resolving(); }

}  // namespace presad::mqtt
