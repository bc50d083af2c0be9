// One TCP connection to one Tuya device: negotiation, heartbeats, one request at a time. Pure.
//
// What to ask and what to do when a session ends is link.h's business. On a gateway's session requests for its
// sub-devices travel as well, named by their cid.
//
//   idle --on_connected--> negotiating (3.4, 3.5) --proof checked--> established --> ended
//                    \---------------------- (3.1 to 3.3) ----------/
//
// Source: PROTOCOL.md, 5, 10, 11 and 12.

#pragma once

#include <optional>
#include <string>

#include "base/random.h"
#include "families/tuya/conversation.h"
#include "families/tuya/session_key.h"
#include "families/tuya/wire.h"

namespace presad::tuya {

class Session final : public Conversation {
 public:
  /// `random` is borrowed for the session's life.
  Session(Version version, const Key& local_key, std::string device_id, RandomSource& random);

  Effects on_connected(Timestamp now) override;
  Effects on_bytes(ByteView received, Timestamp now) override;
  Effects on_deadline(Timestamp now) override;
  Effects on_closed(const Error& why) override;

  bool ready() const noexcept override { return state_ == State::established && !request_; }
  bool established() const noexcept override { return state_ == State::established; }
  bool proven() const noexcept override { return proven_; }
  bool listened_to() const noexcept override { return listened_to_; }
  Version version() const noexcept override { return wire_.version(); }

  Effects ask(const Request& request, WallTime wall_time, Timestamp now) override;
  void abandon_request() noexcept override { request_.reset(); }

  Effects suspect(Timestamp now) override;
  bool suspected() const noexcept override;

  Timestamp last_received() const noexcept override { return last_received_; }
  Timestamp unanswered_since() const noexcept override { return unanswered_since_; }

 private:
  enum class State : std::uint8_t { idle, negotiating, established, ended };
  struct InFlight {
    Request::Kind kind;
    std::string cid;  ///< of the sub-device that it is for; empty: the device itself
    CommandCode command;
    Timestamp deadline;
  };

  Message make(const Request& request, WallTime wall_time);
  bool answers(const Message& message, const Report& report) const;
  void send(Message& message, Timestamp now, Effects& effects);
  void send(Message&& message, Timestamp now, Effects& effects) { send(message, now, effects); }
  void send_heart_beat(Timestamp now, Effects& effects);
  void on_message(const Message& message, Timestamp now, Effects& effects);
  void on_session_key_response(const Message& message, Timestamp now, Effects& effects);
  void on_answer(const Message& message, Effects& effects);
  void on_fault(const Fault& fault, Effects& effects);
  void end(Trouble trouble, std::string cause, Effects& effects);
  Effects finish(Effects effects) const;

  Wire wire_;
  Key local_key_;
  Addressee addressee_;
  RandomSource& random_;
  State state_ = State::idle;
  bool proven_ = false;
  bool heard_ = false;  ///< any whole frame of the device came
  bool requested_ = false;
  bool listened_to_ = false;
  bool closed_by_peer_ = false;
  std::uint8_t faults_in_a_row_ = 0;
  std::uint8_t silent_heart_beats_ = 0;
  std::uint32_t sequence_number_ = 0;
  Nonce nonce_{};
  std::optional<InFlight> request_;
  Timestamp negotiation_deadline_ = never;
  Timestamp heart_beat_deadline_ = never;  ///< when the next one leaves, or when silence counts
  Timestamp frame_deadline_ = never;       ///< for the rest of a frame that has begun
  Timestamp last_received_{};
  Timestamp unanswered_since_ = never;
};

}  // namespace presad::tuya
