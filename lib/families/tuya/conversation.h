// What a link has with its device while the two are in touch: one request at a time, and what the device tells.
//
// There are two kinds: session.h, a connection of the device's own, and share.h, a sub-device's part in the session of
// its gateway. A link does not know which one it holds. Pure.

#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include "base/effects.h"
#include "device/device.h"
#include "families/tuya/payload.h"

namespace presad::tuya {

/// Requests may be sent from now on. On 3.1 to 3.3 it proves nothing about the key yet.
struct Established {};

/// The device told something.
struct Reported {
  Report report;
  bool pushed = false;  ///< unasked (command 8); else the answer to a request
  bool late = false;    ///< the answer to a query that counts as timed out already
};

/// The request in flight ended.
struct RequestEnded {
  enum class How : std::uint8_t { acknowledged, refused, timed_out };
  Request::Kind request{};
  How how{};
  std::string error_text;  ///< of a refusal
};

/// The conversation is over; hang_up comes with it unless the other side ended it.
struct Ended {
  Trouble trouble{};
  std::string cause;    ///< what was seen, one sentence; the device is not named in it
  bool closed = false;  ///< by the device, else given up
};

/// A sub-device wants this asked by its gateway's session.
struct Asked {
  Request request;
  std::uint32_t number = 0;  ///< comes back with the answer
};

using ConversationEvent = std::variant<Established, Reported, RequestEnded, Ended, SubDeviceList, Asked>;

class Conversation {
 public:
  using Effects = presad::Effects<ConversationEvent>;

  virtual ~Conversation() = default;

  // What happens to the connection under it.
  virtual Effects on_connected(Timestamp now) = 0;
  virtual Effects on_bytes(ByteView received, Timestamp now) = 0;
  virtual Effects on_deadline(Timestamp now) = 0;  ///< early calls change nothing
  virtual Effects on_closed(const Error& why) = 0;

  /// Established, and no request in flight.
  virtual bool ready() const noexcept = 0;
  virtual bool established() const noexcept = 0;
  /// A frame of the device passed all checks: key and version are right.
  virtual bool proven() const noexcept = 0;
  /// Any whole frame of the device came after the first request, if perhaps only the answer to a heartbeat, which
  /// proves no key: somebody is there and listens.
  virtual bool listened_to() const noexcept = 0;
  virtual Version version() const noexcept = 0;

  /// Only while ready() (asserted), and of kinds query, set, null_read, refresh and subdevice_list. One RequestEnded
  /// follows.
  virtual Effects ask(const Request& request, WallTime wall_time, Timestamp now) = 0;

  /// Forgets the request in flight, because a push has told already what it was for. No RequestEnded follows.
  virtual void abandon_request() noexcept = 0;

  /// Asks for a sign of life at once: the device was heard elsewhere. Silence ends it soon.
  virtual Effects suspect(Timestamp now) = 0;
  /// A sign of life is awaited: it comes, or silence ends the conversation soon.
  virtual bool suspected() const noexcept = 0;

  /// When the last frame that passed its checks arrived.
  virtual Timestamp last_received() const noexcept = 0;

  /// When the first frame of ours left that nothing was heard after; `never` if the device has the last word.
  virtual Timestamp unanswered_since() const noexcept = 0;
};

}  // namespace presad::tuya
