// Frames of the Tuya local protocol: bytes <-> Frame, and nothing else. Pure.
//
// What the body means is cipher.h's business; finding the step again after damage is wire.h's.
// Source: PROTOCOL.md, section 3.

#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "base/bytes.h"
#include "base/result.h"
#include "families/tuya/message.h"
#include "families/tuya/version.h"

namespace presad::tuya {

/// How a frame is laid out and what proves it whole.
enum class FrameFormat : std::uint8_t {
  crc,   ///< 55AA with CRC-32: 3.1 to 3.3, and every 55AA datagram
  hmac,  ///< 55AA with HMAC-SHA256: 3.4
  gcm,   ///< 6699, body enciphered and authenticated by AES-128-GCM: 3.5
};

/// The format of a version's connections.
FrameFormat frame_format(Version version) noexcept;

struct Frame {
  std::uint32_t sequence_number = 0;
  CommandCode command{};
  Bytes body;  ///< 55AA: what stands between header and trailer; 6699: the same, deciphered

  friend bool operator==(const Frame&, const Frame&) = default;
};

/// What one look at the front of a buffer found.
struct Decoded {
  std::optional<Frame> frame;  ///< empty: more bytes are needed
  std::size_t consumed = 0;    ///< bytes the caller drops from the front; 0 while waiting
};

/// Reads at most one frame, whose prefix stands at the very front of `buffer`.
/// `key` is for hmac and gcm. Nothing is set aside before the length was compared with max_frame_size.
///
/// Errors: `malformed` (prefix, length or suffix wrong), `integrity` (CRC, HMAC or tag disagrees).
/// After an error the caller drops one byte, not the claimed length, and looks again.
Result<Decoded> decode_frame(FrameFormat format, ByteView buffer, ByteView key);

/// The same into `frame`, whose memory is used again. The bytes that the caller drops from the front; 0: more are
/// needed.
Result<std::size_t> decode_frame(FrameFormat format, ByteView buffer, ByteView key, Frame& frame);

using FrameIv = std::array<std::uint8_t, 12>;

/// Writes a frame at the end of `target`: the beginning now, the end with finish(); in between the caller appends the
/// body. A body that makes the frame longer than max_frame_size is a broken promise (asserted).
class FrameWriter {
 public:
  /// `target` is borrowed until finish(). `iv` is for gcm: never the same twice under one key.
  FrameWriter(FrameFormat format, std::uint32_t sequence_number, CommandCode command, const FrameIv& iv, Bytes& target);

  /// `key` is for hmac and gcm.
  void finish(ByteView key);

 private:
  FrameFormat format_;
  Bytes& target_;
  std::size_t start_;
};

/// The bytes of `frame`. `key` is for hmac and gcm, `iv` for gcm: never the same twice under one key.
/// A body that makes the frame longer than max_frame_size is a broken promise (asserted).
Bytes encode_frame(FrameFormat format, const Frame& frame, ByteView key, const FrameIv& iv);

/// Where the next frame may begin.
struct FrameSearch {
  std::size_t offset = 0;     ///< bytes ahead of it that belong to no frame
  bool other_format = false;  ///< a prefix of the other format stands among those
};

/// Looks for the format's prefix. Up to three bytes at the end that could begin a prefix are spared.
FrameSearch find_frame(FrameFormat format, ByteView buffer) noexcept;

}  // namespace presad::tuya
