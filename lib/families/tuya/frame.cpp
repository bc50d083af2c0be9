// See frame.h. The layouts stand in PROTOCOL.md, section 3, and here as tables.

#include "families/tuya/frame.h"

#include <algorithm>
#include <cassert>
#include <cstring>
#include <string>

#include "crypto/aes.h"
#include "crypto/compare.h"
#include "crypto/crc32.h"
#include "crypto/digest.h"

namespace presad::tuya {
namespace {

/// Offsets and sizes of one format, in bytes.
struct Layout {
  std::uint32_t prefix;
  std::uint32_t suffix;
  std::size_t sequence_number;  ///< offset; command and length follow, four bytes each
  std::size_t header_size;
  std::size_t check_size;  ///< CRC, HMAC or tag
  bool length_counts_suffix;
  std::size_t minimum_length;  ///< of the length field

  std::size_t command() const noexcept { return sequence_number + 4; }
  std::size_t length() const noexcept { return sequence_number + 8; }
  std::size_t frame_size(std::size_t length_field) const noexcept {
    return header_size + length_field + (length_counts_suffix ? 0 : 4);
  }
};

constexpr Layout crc_layout{0x000055AA, 0x0000AA55, 4, 16, 4, true, 4 + 4};
constexpr Layout hmac_layout{0x000055AA, 0x0000AA55, 4, 16, 32, true, 32 + 4};
constexpr Layout gcm_layout{0x00006699, 0x00009966, 6, 18, 16, false, crypto::gcm_iv_size + 16};

/// Of a 6699 frame, from here to the end of the header the bytes are authenticated though not enciphered.
constexpr std::size_t gcm_associated_offset = 4;

const Layout& layout_of(FrameFormat format) noexcept {
  switch (format) {
    case FrameFormat::crc:
      return crc_layout;
    case FrameFormat::hmac:
      return hmac_layout;
    case FrameFormat::gcm:
      break;
  }
  return gcm_layout;
}

std::uint32_t read_u32(ByteView bytes, std::size_t offset) noexcept {
  return std::uint32_t{bytes[offset]} << 24U | std::uint32_t{bytes[offset + 1]} << 16U |
         std::uint32_t{bytes[offset + 2]} << 8U | std::uint32_t{bytes[offset + 3]};
}

void append_u32(Bytes& target, std::uint32_t value) {
  for (const unsigned shift : {24U, 16U, 8U, 0U}) target.push_back(static_cast<std::uint8_t>(value >> shift));
}

/// The body of an entire 55AA frame, its check passed.
Result<Bytes> open_55aa(FrameFormat format, const Layout& layout, ByteView frame, ByteView key) {
  const std::size_t check_offset = frame.size() - 4 - layout.check_size;
  const ByteView guarded = frame.first(check_offset);
  const ByteView check = frame.subspan(check_offset, layout.check_size);
  if (format == FrameFormat::crc) {
    if (read_u32(check, 0) != crypto::crc32(guarded)) return fail(ErrorKind::integrity, "the CRC of a frame disagrees");
  } else if (!crypto::equal_in_constant_time(check, crypto::hmac_sha256(key, guarded))) {
    return fail(ErrorKind::integrity, "the HMAC of a frame disagrees");
  }
  const ByteView body = guarded.subspan(layout.header_size);
  return Bytes(body.begin(), body.end());
}

/// The body of an entire 6699 frame, deciphered.
Result<Bytes> open_6699(const Layout& layout, ByteView frame, ByteView key) {
  const ByteView associated = frame.subspan(gcm_associated_offset, layout.header_size - gcm_associated_offset);
  const ByteView iv = frame.subspan(layout.header_size, crypto::gcm_iv_size);
  const std::size_t sealed_offset = layout.header_size + crypto::gcm_iv_size;
  return crypto::open_gcm(key, iv, associated, frame.subspan(sealed_offset, frame.size() - sealed_offset - 4));
}

bool begins_prefix(ByteView tail, std::uint32_t prefix) noexcept {
  for (std::size_t i = 0; i < tail.size(); ++i)
    if (tail[i] != static_cast<std::uint8_t>(prefix >> (24U - 8U * i))) return false;
  return true;
}

}  // namespace

FrameFormat frame_format(Version version) noexcept {
  switch (version) {
    case Version::v3_4:
      return FrameFormat::hmac;
    case Version::v3_5:
      return FrameFormat::gcm;
    default:
      return FrameFormat::crc;
  }
}

Result<Decoded> decode_frame(FrameFormat format, ByteView buffer, ByteView key) {
  const Layout& layout = layout_of(format);
  if (!begins_prefix(buffer.first(std::min<std::size_t>(buffer.size(), 4)), layout.prefix))
    return fail(ErrorKind::malformed, "no frame begins here");
  if (buffer.size() < layout.header_size) return Decoded{};
  const std::size_t length = read_u32(buffer, layout.length());
  if (length < layout.minimum_length || layout.frame_size(length) > max_frame_size)
    return fail(ErrorKind::malformed, "a frame claims a length of " + std::to_string(length));
  const std::size_t size = layout.frame_size(length);
  if (buffer.size() < size) return Decoded{};

  const ByteView frame = buffer.first(size);
  if (read_u32(frame, size - 4) != layout.suffix) return fail(ErrorKind::malformed, "a frame lacks its suffix");
  auto body = format == FrameFormat::gcm ? open_6699(layout, frame, key) : open_55aa(format, layout, frame, key);
  if (!body) return std::move(body.error());
  return Decoded{
      Frame{read_u32(frame, layout.sequence_number), CommandCode{read_u32(frame, layout.command())}, std::move(*body)},
      size};
}

Bytes encode_frame(FrameFormat format, const Frame& frame, ByteView key, const FrameIv& iv) {
  const Layout& layout = layout_of(format);
  const std::size_t length = layout.minimum_length + frame.body.size();
  assert(layout.frame_size(length) <= max_frame_size);

  Bytes bytes;
  bytes.reserve(layout.frame_size(length));
  append_u32(bytes, layout.prefix);
  bytes.resize(layout.sequence_number);  // 6699: two reserved bytes
  append_u32(bytes, frame.sequence_number);
  append_u32(bytes, static_cast<std::uint32_t>(frame.command));
  append_u32(bytes, static_cast<std::uint32_t>(length));
  switch (format) {
    case FrameFormat::crc:
      append(bytes, frame.body);
      append_u32(bytes, crypto::crc32(bytes));
      break;
    case FrameFormat::hmac:
      append(bytes, frame.body);
      append(bytes, crypto::hmac_sha256(key, bytes));
      break;
    case FrameFormat::gcm: {
      const Bytes sealed = crypto::seal_gcm(key, iv, ByteView(bytes).subspan(gcm_associated_offset), frame.body);
      append(bytes, iv);
      append(bytes, sealed);
      break;
    }
  }
  append_u32(bytes, layout.suffix);
  return bytes;
}

FrameSearch find_frame(FrameFormat format, ByteView buffer) noexcept {
  const std::uint32_t wanted = layout_of(format).prefix;
  const std::uint32_t other = wanted == gcm_layout.prefix ? crc_layout.prefix : gcm_layout.prefix;
  FrameSearch search;
  while (search.offset < buffer.size()) {
    const void* zero = std::memchr(buffer.data() + search.offset, 0, buffer.size() - search.offset);
    if (zero == nullptr) {
      search.offset = buffer.size();
      break;
    }
    search.offset = static_cast<std::size_t>(static_cast<const std::uint8_t*>(zero) - buffer.data());
    const ByteView here = buffer.subspan(search.offset, std::min<std::size_t>(4, buffer.size() - search.offset));
    if (begins_prefix(here, wanted)) break;
    if (begins_prefix(here, other)) {
      if (here.size() < 4) break;  // half a prefix of the other format: the next bytes tell
      search.other_format = true;
    }
    ++search.offset;
  }
  return search;
}

}  // namespace presad::tuya
