// Paho's walls, and how each is walked around (the versions are Debian 12's 1.2.0 over 1.3.12 and Debian 13's 1.5.2
// over 1.3.14):
// - Nagle: Paho never sets TCP_NODELAY (tcp_nodelay.h).
// - Subscriptions do not survive: they are made in connected(), without waiting; waiting in a callback never ends.
// - The version must be set in create_options (constructor: the setter is spelt differently in 1.2 and 1.5) and in
//   connect_options, before all else; MQTT 5 knows clean start, 3.1.1 clean session.
// - Its buffer's bound holds while connected, too.
// - A client that is destroyed says goodbye: no will. Whoever ends in order publishes Offline first.
// - Automatic reconnect counts whole seconds: each attempt is a client of its own here. Nothing of an old one can then
//   speak up late, and what it had not sent is not sent in front of newer things.

#include "mqtt/paho_connection.h"

#include <algorithm>
#include <utility>

#include "mqtt/paho_wakeup.h"
#include "mqtt/tcp_nodelay.h"
#include "mqtt/tls_trace.h"

namespace presad::mqtt {

namespace {

constexpr const char* mark_name = "presad";
constexpr int keep_alive_seconds = 15;
constexpr int connect_timeout_seconds = 5;

std::string uri_of(const BrokerSettings& settings) {
  const bool ipv6 = settings.host.find(':') != std::string::npos;
  const std::string host = ipv6 ? '[' + settings.host + ']' : settings.host;
  return (settings.tls ? "ssl://" : "tcp://") + host + ':' + std::to_string(settings.port);
}

::mqtt::create_options create_options_for(Version version) {
  ::mqtt::create_options options(static_cast<int>(version));
  options.set_max_buffered_messages(PahoConnection::most_unsent);
  return options;
}

bool carries_mark(const ::mqtt::properties& properties, const std::string& instance) {
  const auto count = properties.count(::mqtt::property::USER_PROPERTY);
  for (std::size_t i = 0; i < count; ++i) {
    const auto [name, value] = ::mqtt::get<::mqtt::string_pair>(properties, ::mqtt::property::USER_PROPERTY, i);
    if (name == mark_name && value == instance) return true;
  }
  return false;
}

}  // namespace

bool is_resolved_at_once(const std::string& host) {
  return host == "localhost" || host.find(':') != std::string::npos ||
         host.find_first_not_of("0123456789.") == std::string::npos;
}

PahoConnection::PahoConnection(const BrokerSettings& settings, Version version, std::uint64_t number,
                               BrokerInbox& inbox)
    : settings_(settings),
      version_(version),
      number_(number),
      inbox_(inbox),
      client_(uri_of(settings), settings.client_id, create_options_for(version)) {
  client_.set_callback(*this);
  client_.set_disconnected_handler([this](const ::mqtt::properties&, ::mqtt::ReasonCode reason) {
    tell(BrokerEvent::Kind::told_to_go, static_cast<int>(reason));
  });
}

void PahoConnection::connect() {
  try {
    if (settings_.tls) listen_to_tls_trace();
    connecting_ = client_.connect(connect_options(), nullptr, connect_listener_);
    if (is_resolved_at_once(settings_.host)) wake_receive_thread();
  } catch (const ::mqtt::exception& error) {
    refusal_ = error.what();
    tell(BrokerEvent::Kind::failed);
  }
}

::mqtt::connect_options PahoConnection::connect_options() const {
  ::mqtt::connect_options options;
  options.set_mqtt_version(static_cast<int>(version_));
  if (version_ == Version::v5) {
    options.set_clean_start(true);
  } else {
    options.set_clean_session(true);
  }
  options.set_keep_alive_interval(keep_alive_seconds);
  options.set_connect_timeout(connect_timeout_seconds);
  if (!settings_.username.empty()) options.set_user_name(settings_.username);
  if (!settings_.password.empty()) options.set_password(settings_.password.reveal());
  if (!settings_.will_topic.empty()) {
    constexpr int qos = 1;
    auto will = ::mqtt::message::create(settings_.will_topic, settings_.will_payload, qos, true);
    if (version_ == Version::v5) will->set_properties(mark());
    options.set_will_message(will);
  }
  if (settings_.tls) {
    ::mqtt::ssl_options tls;
    if (!settings_.ca_file.empty()) tls.set_trust_store(settings_.ca_file);
    if (!settings_.cert_file.empty()) tls.set_key_store(settings_.cert_file);
    if (!settings_.key_file.empty()) tls.set_private_key(settings_.key_file);
    tls.set_enable_server_cert_auth(true);
    tls.set_verify(true);  // the host name, too
    options.set_ssl(tls);
  }
  return options;
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

::mqtt::properties PahoConnection::mark() const {
  return {::mqtt::property(::mqtt::property::USER_PROPERTY, mark_name, settings_.instance)};
}

HandOver PahoConnection::publish(const Outgoing& outgoing) {
  constexpr int qos = 0;
  auto message = ::mqtt::message::create(outgoing.topic, outgoing.payload, qos, outgoing.retain);
  if (version_ == Version::v5) message->set_properties(mark());
  return send(std::move(message));
}

HandOver PahoConnection::respond(const Outgoing& outgoing, ByteView correlation_data) {
  constexpr int qos = 0;
  auto message = ::mqtt::message::create(outgoing.topic, outgoing.payload, qos, outgoing.retain);
  if (version_ == Version::v5) {
    ::mqtt::properties properties = mark();
    if (!correlation_data.empty()) {
      properties.add({::mqtt::property::CORRELATION_DATA, std::string(as_text(correlation_data))});
    }
    message->set_properties(std::move(properties));
  }
  return send(std::move(message));
}

HandOver PahoConnection::request(const Outgoing& outgoing, std::string_view response_topic, ByteView correlation_data) {
  constexpr int qos = 0;
  auto message = ::mqtt::message::create(outgoing.topic, outgoing.payload, qos, outgoing.retain);
  ::mqtt::properties properties = mark();
  properties.add({::mqtt::property::RESPONSE_TOPIC, std::string(response_topic)});
  properties.add({::mqtt::property::CORRELATION_DATA, std::string(as_text(correlation_data))});
  message->set_properties(std::move(properties));
  return send(std::move(message));
}

HandOver PahoConnection::send(::mqtt::message_ptr message) {
  try {
    last_sent_ = client_.publish(std::move(message));
    return HandOver::taken;
  } catch (const ::mqtt::exception& error) {
    const int code = error.get_return_code();
    return code == MQTTASYNC_MAX_BUFFERED_MESSAGES || code == MQTTASYNC_DISCONNECTED ? HandOver::full
                                                                                     : HandOver::rejected;
  }
}

bool PahoConnection::all_sent() noexcept {
  try {
    return !last_sent_ || last_sent_->try_wait();  // is_complete() would look without Paho's lock
  } catch (const ::mqtt::exception&) {
    return true;  // failed: nothing will come of it any more
  }
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

void PahoConnection::connection_lost(const std::string& /*cause*/) noexcept { tell(BrokerEvent::Kind::lost); }

// Only without memory can this throw, and then nothing is left to be saved.
void PahoConnection::message_arrived(::mqtt::const_message_ptr message) noexcept {  // NOLINT(bugprone-exception-escape)
  const ::mqtt::properties& properties = message->get_properties();
  BrokerEvent event{BrokerEvent::Kind::message, number_, 0, {}};
  event.received.topic = message->get_topic();
  event.received.payload = message->get_payload().substr(0, max_payload_size + 1);
  event.received.retained = message->is_retained();
  if (version_ == Version::v5 && !properties.empty()) {
    event.received.own = carries_mark(properties, settings_.instance);
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

void PahoConnection::tell_refused(const std::string& filter, int code) {
  BrokerEvent event{BrokerEvent::Kind::subscription_refused, number_, code, {}};
  event.received.topic = filter;
  inbox_.put_always(std::move(event));
}

void PahoConnection::tell(BrokerEvent::Kind kind, int code) { inbox_.put_always({kind, number_, code, {}}); }

}  // namespace presad::mqtt
