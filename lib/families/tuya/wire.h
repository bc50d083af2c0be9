// One connection's bytes <-> Messages, at either end: frames, ciphers and resynchronisation together. Pure.
//
// What the messages mean is payload.h's business; who says what next is session.h's. The frame formats
// are in frame.h, the ciphers in cipher.h. Source: PROTOCOL.md, 3, 4 and 12.

#pragma once

#include <optional>
#include <variant>

#include "base/bytes.h"
#include "base/random.h"
#include "base/result.h"
#include "families/tuya/message.h"
#include "families/tuya/version.h"

namespace presad::tuya {

/// What was skipped while looking for the next message: one bad frame, or one stretch of bytes that belong to none.
struct Fault {
  Error error;  ///< `malformed` (length, suffix, base64, …) or `integrity` (CRC, HMAC, tag, padding, text that is none)
  bool other_format = false;  ///< a prefix of the other frame format stood there: likely another version
  /// The frame was whole, but the key does not open it: HMAC or tag wrong, or padding or text wrong behind a
  /// right CRC. Most likely the local_key. A wrong CRC, which knows no key, is none of this.
  bool undecipherable = false;
};

class Wire {
 public:
  Wire(Version version, const Key& local_key, Role role);

  Version version() const noexcept { return version_; }

  /// From now on both directions use `session_key` (3.4, 3.5).
  void use_session_key(const Key& session_key);

  /// The bytes of `message`. `message.payload` must fit max_frame_size (asserted). `random` gives 3.5 its IV.
  /// 3.1: control and status are enciphered and signed, all else is plain, as the version asks.
  Bytes encode(const Message& message, RandomSource& random);
  /// The same, appended to `target`.
  void encode(const Message& message, RandomSource& random, Bytes& target);

  /// Takes what arrived, which must stay where it is until next() has nothing more. Call that until then: what is left
  /// is less than max_frame_size and is kept, and takes no memory at all once every byte was used.
  void receive(ByteView bytes);

  /// The next message, or the next fault, in the order of the stream; nothing: more bytes are needed.
  /// After a fault call again: the stream finds its step by itself, one byte at a time. Several bad frames in a
  /// row deserve a new connection: looking on costs time, at worst a check of max_frame_size a byte.
  std::optional<std::variant<Message, Fault>> next();

  /// Bytes that wait for the rest of their frame.
  std::size_t pending() const noexcept;

 private:
  ByteView waiting() const noexcept;
  void drop(std::size_t count);
  void keep_rest();
  std::optional<Fault> skip_garbage();

  Version version_;
  Role role_;
  Key key_;           ///< the local_key, then the session key once there is one
  ByteView arrived_;  ///< not looked at yet, while nothing waits in buffer_: mostly a frame comes whole
  Bytes buffer_;
  std::size_t start_ = 0;           ///< consumed bytes at the front of buffer_
  bool out_of_step_ = false;        ///< the last bytes were a fault, already told
  bool other_format_told_ = false;  ///< of this stretch
};

}  // namespace presad::tuya
