// One TCP connection to one Tuya device: negotiation, heartbeats, one request at a time. Pure.
//
// What to ask and what to do when a session ends is link.h's business.
//
//   idle --on_connected--> negotiating (3.4, 3.5) --proof checked--> established --> ended
//                    \---------------------- (3.1 to 3.3) ----------/
//
// Source: PROTOCOL.md, 5, 10, 11 and 12.

#pragma once

#include <optional>
#include <string>
#include <variant>

#include "base/effects.h"
#include "base/random.h"
#include "device/device.h"
#include "families/tuya/payload.h"
#include "families/tuya/session_key.h"
#include "families/tuya/wire.h"

namespace presad::tuya {

/// Requests may be sent from now on. On 3.1 to 3.3 it proves nothing about the key yet.
struct Established {};

/// The device told something.
struct Reported {
  Report report;
  bool pushed = false;  ///< unasked (command 8); else the answer to a request
  bool late = false;    ///< the answer to a query that counts as timed out already
};

enum class RequestKind : std::uint8_t { query, set, null_read, refresh };

/// The request in flight ended.
struct RequestEnded {
  enum class How : std::uint8_t { acknowledged, refused, timed_out };
  RequestKind request{};
  How how{};
  std::string error_text;  ///< of a refusal
};

/// The connection is of no more use; hang_up comes with it unless the device closed it.
struct Ended {
  Trouble trouble{};
  std::string cause;    ///< what was seen, one sentence; the device is not named in it
  bool closed = false;  ///< by the device, else given up
};

using SessionEvent = std::variant<Established, Reported, RequestEnded, Ended>;

class Session {
 public:
  using Effects = presad::Effects<SessionEvent>;

  /// `random` is borrowed for the session's life.
  Session(Version version, const Key& local_key, std::string device_id, RandomSource& random);

  Effects on_connected(Timestamp now);
  Effects on_bytes(ByteView received, Timestamp now);
  Effects on_deadline(Timestamp now);  ///< early calls change nothing
  Effects on_closed(const Error& why);

  /// Established, and no request in flight.
  bool ready() const noexcept { return state_ == State::established && !request_; }
  bool established() const noexcept { return state_ == State::established; }
  /// A frame of the device passed all checks: key and version are right.
  bool proven() const noexcept { return proven_; }
  /// Any whole frame of the device came after the first request, if perhaps only the answer to a heartbeat, which
  /// proves no key: somebody is there and listens.
  bool listened_to() const noexcept { return listened_to_; }
  Version version() const noexcept { return wire_.version(); }

  // Requests: only while ready() (asserted). One RequestEnded follows.
  Effects query(const std::string& cid, WallTime wall_time, Timestamp now);
  Effects set(const Datapoints& wanted, const std::string& cid, WallTime wall_time, Timestamp now);
  Effects null_read(std::span<const std::uint8_t> ids, const std::string& cid, WallTime wall_time, Timestamp now);
  Effects refresh(std::span<const std::uint8_t> ids, const std::string& cid, Timestamp now);

  /// Forgets the request in flight, because a push has told already what it was for. No RequestEnded follows.
  void abandon_request() noexcept { request_.reset(); }

  /// Asks for a sign of life at once: the device was heard elsewhere. Silence ends the session soon.
  Effects suspect(Timestamp now);
  /// A sign of life is awaited: it comes, or silence ends the session soon.
  bool suspected() const noexcept;

  /// When the last frame that passed its checks arrived.
  Timestamp last_received() const noexcept { return last_received_; }

  /// When the first frame of ours left that nothing was heard after; `never` if the device has the last word.
  Timestamp unanswered_since() const noexcept { return unanswered_since_; }

 private:
  enum class State : std::uint8_t { idle, negotiating, established, ended };
  struct Request {
    RequestKind kind;
    CommandCode command;
    Timestamp deadline;
  };

  Effects start(RequestKind kind, Message message, Timestamp now);
  void send(Message message, Timestamp now, Effects& effects);
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
  std::optional<Request> request_;
  Timestamp negotiation_deadline_ = never;
  Timestamp heart_beat_deadline_ = never;  ///< when the next one leaves, or when silence counts
  Timestamp frame_deadline_ = never;       ///< for the rest of a frame that has begun
  Timestamp last_received_{};
  Timestamp unanswered_since_ = never;
};

}  // namespace presad::tuya
