// One attempt to connect and, if it succeeds, the connection until it is lost: a Paho client that is used once.
//
// When to try again and what to send is PahoBroker's business. Included by paho_broker.cpp alone: it pulls in Paho.
// Its callbacks run on Paho's threads, under Paho's lock: they put an event into the inbox and return.

#pragma once

#include <mqtt/async_client.h>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/clock.h"
#include "mqtt/broker.h"
#include "mqtt/broker_event.h"
#include "mqtt/connect_failure.h"
#include "mqtt/outbox.h"
#include "mqtt/version_choice.h"

namespace presad::mqtt {

/// What became of a message handed to Paho.
enum class HandOver : unsigned char {
  taken,
  full,      ///< Paho has too many, or the connection was just lost: later
  rejected,  ///< will never be taken (a topic that is none)
};

class PahoConnection final : private ::mqtt::callback {
 public:
  /// Messages that Paho should hold at most: some milliseconds of its sending.
  static constexpr std::size_t most_unsent = 64;

  /// `settings` and `inbox` are borrowed for life; `number` comes back in the events.
  PahoConnection(const BrokerSettings& settings, Version version, std::uint64_t number, BrokerInbox& inbox);

  /// Of a connection that is up: Paho says goodbye in order, so that no will is sent.
  ~PahoConnection() override = default;
  PahoConnection(const PahoConnection&) = delete;
  PahoConnection& operator=(const PahoConnection&) = delete;

  /// Exactly one of the events `connected` and `failed` follows.
  void connect();

  /// After `failed`.
  ConnectFailure failure();

  Version version() const noexcept { return version_; }

  /// QoS 0, with our mark on MQTT 5. Only while connected.
  HandOver publish(const Outgoing& message);
  HandOver respond(const Outgoing& message, ByteView correlation_data);

  /// Whether Paho holds fewer than most_unsent, as far as is known.
  bool has_room() noexcept;

  /// As if all had left.
  void count_anew() noexcept;

  /// Subscribes to the will's topic, our own messages included, so that what is retained there comes right behind the
  /// acknowledgement. Nothing follows where the broker refuses.
  void ask_own_presence() noexcept;
  void leave_own_presence() noexcept;

  /// Whether all that was handed over is in the socket.
  bool all_sent() noexcept;

  /// Sends what is pending and disconnects; blocks for at most `limit`.
  void disconnect(Duration limit) noexcept;

 private:
  /// Told the end of an action; Paho's C++ demands an object for that.
  struct ConnectListener final : ::mqtt::iaction_listener {
    explicit ConnectListener(PahoConnection& owner) : connection(owner) {}
    void on_failure(const ::mqtt::token& token) noexcept override;
    void on_success(const ::mqtt::token& /*token*/) noexcept override {}  // connected() is told as well
    PahoConnection& connection;
  };
  struct SubscribeListener final : ::mqtt::iaction_listener {
    explicit SubscribeListener(PahoConnection& owner) : connection(owner) {}
    void on_failure(const ::mqtt::token& token) noexcept override;
    void on_success(const ::mqtt::token& /*token*/) noexcept override {}
    PahoConnection& connection;
  };

  struct PresenceListener final : ::mqtt::iaction_listener {
    explicit PresenceListener(PahoConnection& owner) : connection(owner) {}
    void on_failure(const ::mqtt::token& /*token*/) noexcept override {}
    void on_success(const ::mqtt::token& token) noexcept override;
    PahoConnection& connection;
  };

  void connected(const std::string& cause) noexcept override;
  void connection_lost(const std::string& cause) noexcept override;
  void message_arrived(::mqtt::const_message_ptr message) noexcept override;

  void subscribe();
  void tell(BrokerEvent::Kind kind, int code = 0);
  void tell_refused(const std::string& filter, int code);
  HandOver send(::mqtt::message_ptr message);
  static bool is_sent(::mqtt::delivery_token& token) noexcept;

  const BrokerSettings& settings_;
  const Version version_;
  const ::mqtt::properties mark_;  ///< of every message, with MQTT 5
  const std::uint64_t number_;
  BrokerInbox& inbox_;
  ConnectListener connect_listener_{*this};
  SubscribeListener subscribe_listener_{*this};
  PresenceListener presence_listener_{*this};
  ::mqtt::token_ptr connecting_;
  ::mqtt::delivery_token_ptr last_sent_;  ///< only the last one can be stuck: each publish wakes Paho for those before
  std::deque<::mqtt::delivery_token_ptr> marks_;  ///< every marked message that may still be with Paho, in order
  std::size_t unsent_ = 0;                        ///< since the last one of marks_ that has left, or more
  std::size_t unmarked_ = 0;                      ///< of these, behind the last one of marks_
  std::string refusal_;                           ///< why connect() did not even start
  ::mqtt::async_client client_;                   ///< last: dies first, and with it the calls from its threads
};

}  // namespace presad::mqtt
