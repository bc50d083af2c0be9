// See wire.h.

#include "families/tuya/wire.h"

#include <utility>

#include "families/tuya/cipher.h"
#include "families/tuya/frame.h"

namespace presad::tuya {

Wire::Wire(Version version, const Key& local_key, Role role) : version_(version), role_(role), key_(local_key) {}

void Wire::use_session_key(const Key& session_key) { key_ = session_key; }

Bytes Wire::encode(const Message& message, RandomSource& random) {
  const FrameFormat format = frame_format(version_);
  FrameIv iv{};
  if (format == FrameFormat::gcm) random.fill(iv);
  const Frame frame{message.sequence_number, message.command, encode_body(version_, role_, key_, message)};
  return encode_frame(format, frame, key_.bytes(), iv);
}

void Wire::receive(ByteView bytes) {
  // Moves less than a frame, once a read: what is whole was taken out by next().
  buffer_.erase(buffer_.begin(), buffer_.begin() + static_cast<std::ptrdiff_t>(start_));
  start_ = 0;
  append(buffer_, bytes);
}

std::size_t Wire::pending() const noexcept { return buffer_.size() - start_; }

ByteView Wire::waiting() const noexcept { return ByteView(buffer_).subspan(start_); }

void Wire::drop(std::size_t count) {
  start_ += count;
  if (start_ < buffer_.size()) return;
  buffer_ = Bytes();  // a thousand idle connections hold no buffers
  start_ = 0;
}

/// Drops what precedes the next prefix. A stretch is told once, and once more when the other format shows in it.
std::optional<Fault> Wire::skip_garbage() {
  const FrameSearch search = find_frame(frame_format(version_), waiting());
  if (search.offset == 0) return std::nullopt;
  drop(search.offset);
  const bool untold = !out_of_step_ || (search.other_format && !other_format_told_);
  out_of_step_ = true;
  other_format_told_ = other_format_told_ || search.other_format;
  if (!untold) return std::nullopt;
  return Fault{{ErrorKind::malformed,
                search.other_format ? "a frame of another protocol version" : "bytes that belong to no frame"},
               search.other_format};
}

std::optional<std::variant<Message, Fault>> Wire::next() {
  if (auto garbage = skip_garbage()) return std::move(*garbage);
  if (pending() < 4) return std::nullopt;  // at most the beginning of a prefix

  const FrameFormat format = frame_format(version_);
  auto decoded = decode_frame(format, waiting(), key_.bytes());
  if (!decoded) {
    drop(1);
    out_of_step_ = true;
    const bool keyed_check = decoded.error().kind == ErrorKind::integrity && format != FrameFormat::crc;
    return Fault{std::move(decoded.error()), false, keyed_check};
  }
  if (!decoded->frame) return std::nullopt;
  drop(decoded->consumed);
  out_of_step_ = false;
  other_format_told_ = false;

  auto message = decode_body(version_, role_, key_, *decoded->frame);
  if (message) return std::move(*message);
  const bool deciphered_to_nonsense = message.error().kind == ErrorKind::integrity;
  return Fault{std::move(message.error()), false, deciphered_to_nonsense};
}

}  // namespace presad::tuya
