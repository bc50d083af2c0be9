// Paho's walls, and how each is walked around (the versions are Debian 12's 1.2.0 over 1.3.12 and Debian 13's 1.5.2
// over 1.3.14):
// - Nagle: Paho never sets TCP_NODELAY (own_sockets.h).
// - Subscriptions do not survive: they are made in connected(), without waiting; waiting in a callback never ends.
// - The version must be set in create_options (constructor: the setter is spelt differently in 1.2 and 1.5), too.
// - Its buffer's bound holds while connected, too.
// - A client that is destroyed says goodbye: no will. Whoever ends in order publishes Offline first.
// - Automatic reconnect counts whole seconds: each attempt is a client of its own here. Nothing of an old one can then
//   speak up late, and what it had not sent is not sent in front of newer things.

#include "mqtt/paho_connection.h"

#include <algorithm>
#include <utility>

#include "mqtt/own_sockets.h"
#include "mqtt/paho_options.h"
#include "mqtt/paho_wakeup.h"
#include "mqtt/tls_trace.h"

namespace presad::mqtt {

namespace {

/// Paho's own bound: more than an end can hand over together, and nothing else comes near it.
constexpr int most_buffered = 65'535;

/// One message in so many is asked whether it has left.
constexpr std::size_t mark_every = 8;

::mqtt::create_options create_options_for(Version version) {
  ::mqtt::create_options options(static_cast<int>(version));
  options.set_max_buffered_messages(most_buffered);
  return options;
}

}  // namespace

PahoConnection::PahoConnection(const BrokerSettings& settings, Version version, std::uint64_t number,
                               BrokerInbox& inbox)
    : settings_(settings),
      version_(version),
      mark_(paho_mark(settings)),
      number_(number),
      inbox_(inbox),
      client_(paho_uri(settings), settings.client_id, create_options_for(version)) {
  client_.set_callback(*this);
  client_.set_disconnected_handler([this](const ::mqtt::properties&, ::mqtt::ReasonCode reason) {
    tell(BrokerEvent::Kind::told_to_go, static_cast<int>(reason));
  });
}

void PahoConnection::connect() {
  try {
    if (settings_.tls) listen_to_tls_trace();
    connecting_ = client_.connect(paho_connect_options(settings_, version_), nullptr, connect_listener_);
  } catch (const ::mqtt::exception& error) {
    refusal_ = error.what();
    tell(BrokerEvent::Kind::failed);
  }
}

ConnectFailure PahoConnection::failure() {
  const TlsStage stage = settings_.tls ? end_of_tls_trace() : TlsStage::none;
  if (!refusal_.empty()) return {ConnectFailure::Kind::refused, refusal_};
  try {
    if (connecting_) connecting_->try_wait();
  } catch (const ::mqtt::exception& error) {
    return explain_failure(error.get_return_code(), version_, error.get_message(), stage);
  }
  return explain_failure(0, version_, "", stage);
}

HandOver PahoConnection::publish(const Outgoing& outgoing) {
  constexpr int qos = 0;
  auto message = ::mqtt::message::create(outgoing.topic, outgoing.payload, qos, outgoing.retain);
  if (version_ == Version::v5) message->set_properties(mark_);
  return send(std::move(message));
}

HandOver PahoConnection::respond(const Outgoing& outgoing, ByteView correlation_data) {
  constexpr int qos = 0;
  auto message = ::mqtt::message::create(outgoing.topic, outgoing.payload, qos, outgoing.retain);
  if (version_ == Version::v5) {
    ::mqtt::properties properties = mark_;
    if (!correlation_data.empty()) {
      properties.add({::mqtt::property::CORRELATION_DATA, std::string(as_text(correlation_data))});
    }
    message->set_properties(std::move(properties));
  }
  return send(std::move(message));
}

HandOver PahoConnection::send(::mqtt::message_ptr message) {
  try {
    last_sent_ = client_.publish(std::move(message));
    ++unsent_;
    if (++unmarked_ == mark_every) {
      marks_.push_back(last_sent_);
      unmarked_ = 0;
    }
    return HandOver::taken;
  } catch (const ::mqtt::exception& error) {
    const int code = error.get_return_code();
    return code == MQTTASYNC_MAX_BUFFERED_MESSAGES || code == MQTTASYNC_DISCONNECTED ? HandOver::full
                                                                                     : HandOver::rejected;
  }
}

bool PahoConnection::is_sent(::mqtt::delivery_token& token) noexcept {
  try {
    return token.try_wait();  // is_complete() would look without Paho's lock
  } catch (const ::mqtt::exception&) {
    return true;  // failed: nothing will come of it any more
  }
}

bool PahoConnection::has_room() noexcept {
  if (unsent_ < most_unsent) return true;
  while (!marks_.empty() && is_sent(*marks_.front())) {
    marks_.pop_front();
    unsent_ = marks_.size() * mark_every + unmarked_;
  }
  return unsent_ < most_unsent;
}

void PahoConnection::count_anew() noexcept {
  marks_.clear();
  unsent_ = unmarked_ = 0;
}

bool PahoConnection::all_sent() noexcept {
  if (last_sent_ && !is_sent(*last_sent_)) return false;
  count_anew();
  return true;
}

// Only without memory can anything but Paho's own exceptions come up here.
void PahoConnection::disconnect(Duration limit) noexcept {  // NOLINT(bugprone-exception-escape)
  const auto end = std::chrono::steady_clock::now() + limit;
  const auto wait = [end](::mqtt::token& done) {
    constexpr std::chrono::milliseconds step{3};
    while (!done.wait_for(step) && std::chrono::steady_clock::now() < end) wake_send_thread();
  };
  try {
    // The broker's answer to this says that it has taken all that went before. And no message can come in any more: one
    // that lay unread would turn the end of the connection into a reset, and that costs what the broker had not read.
    if (!settings_.subscriptions.empty()) {
      wait(*client_.unsubscribe(::mqtt::string_collection::create(settings_.subscriptions)));
    }
    wait(*client_.disconnect(0));
  } catch (const std::exception&) {
    return;  // not connected any more: done as well
  }
}

void PahoConnection::connected(const std::string& /*cause*/) noexcept {
  if (settings_.tls) end_of_tls_trace();
  set_tcp_nodelay_towards(settings_.port);
  subscribe();
  tell(BrokerEvent::Kind::connected);
}

/// One packet per filter, so that a refusal names its filter.
void PahoConnection::subscribe() {
  for (const std::string& filter : settings_.subscriptions) {
    constexpr int qos = 0;
    try {
      const ::mqtt::subscribe_options no_local(version_ == Version::v5);
      client_.subscribe(filter, qos, nullptr, subscribe_listener_, no_local);
    } catch (const ::mqtt::exception& error) {
      tell_refused(filter, error.get_return_code());
    }
  }
}

void PahoConnection::ask_own_presence() noexcept {
  constexpr int qos = 0;
  try {
    client_.subscribe(settings_.will_topic, qos, nullptr, presence_listener_);
  } catch (const ::mqtt::exception&) {
    return;  // the connection is just lost, which is told by itself
  }
}

void PahoConnection::leave_own_presence() noexcept {
  try {
    client_.unsubscribe(settings_.will_topic);
  } catch (const ::mqtt::exception&) {
    return;  // as above
  }
}

void PahoConnection::connection_lost(const std::string& /*cause*/) noexcept { tell(BrokerEvent::Kind::lost); }

// Only without memory can this throw, and then nothing is left to be saved.
void PahoConnection::message_arrived(::mqtt::const_message_ptr message) noexcept {  // NOLINT(bugprone-exception-escape)
  const ::mqtt::properties& properties = message->get_properties();
  BrokerEvent event{BrokerEvent::Kind::message, number_, 0, {}};
  event.received.topic = message->get_topic();
  event.received.payload = message->get_payload().substr(0, max_payload_size + 1);
  event.received.retained = message->is_retained();
  if (event.received.retained) event.at = SystemClock().now();
  if (version_ == Version::v5 && !properties.empty()) {
    event.received.own = paho_has_mark(*message, settings_.instance);
    if (properties.contains(::mqtt::property::RESPONSE_TOPIC)) {
      event.received.response_topic = ::mqtt::get<std::string>(properties, ::mqtt::property::RESPONSE_TOPIC);
    }
    if (properties.contains(::mqtt::property::CORRELATION_DATA)) {
      event.received.correlation_data =
          to_bytes(::mqtt::get<std::string>(properties, ::mqtt::property::CORRELATION_DATA));
    }
  }
  inbox_.put(std::move(event));
}

void PahoConnection::ConnectListener::on_failure(const ::mqtt::token& /*token*/) noexcept {
  connection.tell(BrokerEvent::Kind::failed);
}

void PahoConnection::SubscribeListener::on_failure(const ::mqtt::token& token) noexcept {
  const int code = std::max(token.get_return_code(), static_cast<int>(token.get_reason_code()));
  if (token.get_return_code() < 0) return;  // the connection ended first, which is told by itself
  const auto topics = token.get_topics();
  connection.tell_refused(topics && !topics->empty() ? (*topics)[0] : std::string(), code);
}

void PahoConnection::PresenceListener::on_success(const ::mqtt::token& /*token*/) noexcept {
  BrokerEvent event{BrokerEvent::Kind::own_presence_granted, connection.number_, 0, {}, SystemClock().now()};
  connection.inbox_.put_always(std::move(event));
}

void PahoConnection::tell_refused(const std::string& filter, int code) {
  BrokerEvent event{BrokerEvent::Kind::subscription_refused, number_, code, {}};
  event.received.topic = filter;
  inbox_.put_always(std::move(event));
}

void PahoConnection::tell(BrokerEvent::Kind kind, int code) { inbox_.put_always({kind, number_, code, {}}); }

}  // namespace presad::mqtt
