// See wire.h.

#include "families/tuya/wire.h"

#include <utility>

#include "families/tuya/cipher.h"
#include "families/tuya/frame.h"

namespace presad::tuya {

Wire::Wire(Version version, const Key& local_key, Role role) : version_(version), role_(role), key_(local_key) {}

void Wire::use_session_key(const Key& session_key) { key_ = session_key; }

Bytes Wire::encode(const Message& message, RandomSource& random) {
  Bytes bytes;
  encode(message, random, bytes);
  return bytes;
}

void Wire::encode(const Message& message, RandomSource& random, Bytes& target) {
  const FrameFormat format = frame_format(version_);
  FrameIv iv{};
  if (format == FrameFormat::gcm) random.fill(iv);
  FrameWriter writer(format, message.sequence_number, message.command, iv, target);
  encode_body(version_, role_, key_, message, target);
  writer.finish(key_.bytes());
}

void Wire::receive(ByteView bytes) {
  if (pending() == 0) {
    arrived_ = bytes;
    return;
  }
  keep_rest();
  // Moves less than a frame, once a read: what is whole was taken out by next().
  buffer_.erase(buffer_.begin(), buffer_.begin() + static_cast<std::ptrdiff_t>(start_));
  start_ = 0;
  append(buffer_, bytes);
}

std::size_t Wire::pending() const noexcept { return waiting().size(); }

ByteView Wire::waiting() const noexcept { return arrived_.empty() ? ByteView(buffer_).subspan(start_) : arrived_; }

void Wire::drop(std::size_t count) {
  if (!arrived_.empty()) {
    arrived_ = arrived_.subspan(count);
    return;
  }
  start_ += count;
  if (start_ < buffer_.size()) return;
  buffer_ = Bytes();  // a thousand idle connections hold no buffers
  start_ = 0;
}

/// The beginning of a frame whose end is yet to come.
void Wire::keep_rest() {
  if (arrived_.empty()) return;
  buffer_.assign(arrived_.begin(), arrived_.end());
  arrived_ = {};
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
  if (pending() < 4) {  // at most the beginning of a prefix
    keep_rest();
    return std::nullopt;
  }

  const FrameFormat format = frame_format(version_);
  thread_local Frame frame;  // scratch: its memory is used again
  auto consumed = decode_frame(format, waiting(), key_.bytes(), frame);
  if (!consumed) {
    drop(1);
    out_of_step_ = true;
    const bool keyed_check = consumed.error().kind == ErrorKind::integrity && format != FrameFormat::crc;
    return Fault{std::move(consumed.error()), false, keyed_check};
  }
  if (*consumed == 0) {
    keep_rest();
    return std::nullopt;
  }
  drop(*consumed);
  out_of_step_ = false;
  other_format_told_ = false;

  auto message = decode_body(version_, role_, key_, frame);
  if (message) return std::move(*message);
  const bool deciphered_to_nonsense = message.error().kind == ErrorKind::integrity;
  return Fault{std::move(message.error()), false, deciphered_to_nonsense};
}

}  // namespace presad::tuya
