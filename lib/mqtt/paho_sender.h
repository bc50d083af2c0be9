// What goes out: kept while there is no connection, in its order while there is one, and nudged until it has left.
// Loop thread.
//
//   no connection:  outbox, the latest of each topic
//   connection:     line, all in order ─► Paho, a bounded part of it ─► socket
//
// Paho looks through all that it holds when a message comes to it and when one leaves: ten thousand devices that
// introduce themselves would cost the square of their messages. So it gets a part at a time. How a message is handed
// over is paho_connection's business. Paho does not show here.

#pragma once

#include <deque>

#include "base/bytes.h"
#include "base/clock.h"
#include "loop/event_loop.h"
#include "mqtt/outbox.h"
#include "mqtt/recent_publishes.h"

namespace presad::mqtt {

class PahoConnection;

class PahoSender {
 public:
  /// Messages that wait in the line; beyond it, until the line is empty, only the latest of each topic is kept, and an
  /// answer to a request is dropped.
  static constexpr std::size_t most_waiting = 20'000;

  /// With so many in the line a message takes some ten milliseconds to the broker.
  static constexpr std::size_t many_waiting = 64;

  /// `loop` is borrowed for life.
  explicit PahoSender(loop::EventLoop& loop) : loop_(loop) {}

  /// `connection` is up, and borrowed until close(). What is published from now on goes there.
  void open(PahoConnection& connection) noexcept { connection_ = &connection; }

  /// What was kept while there was no connection, behind all that was published since open().
  void send_kept();

  /// The connection is lost. Of what had not been handed over the latest of each topic is kept.
  void close();

  void publish(Outgoing message);

  /// As Broker::busy().
  bool is_busy() const noexcept { return line_.size() >= many_waiting; }

  /// Only while open; else the answer is dropped.
  void respond(Outgoing message, ByteView correlation_data);

  /// The connection is to end in order: everything is handed over now, and nothing more is nudged.
  void finish();

  /// Of a message that came in on MQTT 3.1.1: whether it is the echo of one that went out.
  bool is_echo(std::string_view topic, std::string_view payload);

 private:
  struct Item {
    Outgoing message;
    Bytes correlation_data;
    bool is_answer = false;
  };

  void enter(Item item);
  bool hand_over(const Item& item);
  void feed();
  void expect_leaving();
  void on_feed();
  void on_nudge();

  loop::EventLoop& loop_;
  PahoConnection* connection_ = nullptr;
  Outbox outbox_;
  std::deque<Item> line_;
  bool overflowing_ = false;  ///< the line was full: everything goes through the outbox until it is empty
  RecentPublishes recent_;
  Timestamp last_handed_over_{};
  loop::Timer feeding_{loop_, Delegate<void()>::to<&PahoSender::on_feed>(this)};
  loop::Timer nudge_{loop_, Delegate<void()>::to<&PahoSender::on_nudge>(this)};
};

}  // namespace presad::mqtt
