// See frame.h. The layouts stand in PROTOCOL.md, section 3, and here as tables.

#include "families/tuya/frame.h"

#include <algorithm>
#include <cassert>
#include <cstring>
#include <span>
#include <string>
#include <utility>

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

void write_u32(Bytes& target, std::size_t offset, std::uint32_t value) noexcept {
  for (std::size_t i = 0; i < 4; ++i) target[offset + i] = static_cast<std::uint8_t>(value >> (24U - 8U * i));
}

/// Into `body` what an entire 55AA frame carries, if its check passes.
Result<bool> open_55aa(FrameFormat format, const Layout& layout, ByteView frame, ByteView key, Bytes& body) {
  const std::size_t check_offset = frame.size() - 4 - layout.check_size;
  const ByteView guarded = frame.first(check_offset);
  const ByteView check = frame.subspan(check_offset, layout.check_size);
  if (format == FrameFormat::crc) {
    if (read_u32(check, 0) != crypto::crc32(guarded)) return fail(ErrorKind::integrity, "the CRC of a frame disagrees");
  } else if (!crypto::equal_in_constant_time(check, crypto::hmac_sha256(key, guarded))) {
    return fail(ErrorKind::integrity, "the HMAC of a frame disagrees");
  }
  const ByteView carried = guarded.subspan(layout.header_size);
  body.assign(carried.begin(), carried.end());
  return true;
}

/// The same of an entire 6699 frame, deciphered.
Result<bool> open_6699(const Layout& layout, ByteView frame, ByteView key, Bytes& body) {
  const ByteView associated = frame.subspan(gcm_associated_offset, layout.header_size - gcm_associated_offset);
  const ByteView iv = frame.subspan(layout.header_size, crypto::gcm_iv_size);
  const std::size_t sealed_offset = layout.header_size + crypto::gcm_iv_size;
  return crypto::open_gcm(key, iv, associated, frame.subspan(sealed_offset, frame.size() - sealed_offset - 4), body);
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

Result<std::size_t> decode_frame(FrameFormat format, ByteView buffer, ByteView key, Frame& target) {
  const Layout& layout = layout_of(format);
  if (!begins_prefix(buffer.first(std::min<std::size_t>(buffer.size(), 4)), layout.prefix))
    return fail(ErrorKind::malformed, "no frame begins here");
  if (buffer.size() < layout.header_size) return std::size_t{0};
  const std::size_t length = read_u32(buffer, layout.length());
  // The field alone first: where std::size_t has 32 bits, the sum would begin anew at zero.
  if (length < layout.minimum_length || length > max_frame_size || layout.frame_size(length) > max_frame_size)
    return fail(ErrorKind::malformed, "a frame claims a length of " + std::to_string(length));
  const std::size_t size = layout.frame_size(length);
  if (buffer.size() < size) return std::size_t{0};

  const ByteView frame = buffer.first(size);
  if (read_u32(frame, size - 4) != layout.suffix) return fail(ErrorKind::malformed, "a frame lacks its suffix");
  auto opened = format == FrameFormat::gcm ? open_6699(layout, frame, key, target.body)
                                           : open_55aa(format, layout, frame, key, target.body);
  if (!opened) return std::move(opened.error());
  target.sequence_number = read_u32(frame, layout.sequence_number);
  target.command = CommandCode{read_u32(frame, layout.command())};
  return size;
}

Result<Decoded> decode_frame(FrameFormat format, ByteView buffer, ByteView key) {
  Decoded decoded;
  Frame frame;
  auto consumed = decode_frame(format, buffer, key, frame);
  if (!consumed) return std::move(consumed.error());
  decoded.consumed = *consumed;
  if (*consumed > 0) decoded.frame = std::move(frame);
  return decoded;
}

FrameWriter::FrameWriter(FrameFormat format, std::uint32_t sequence_number, CommandCode command, const FrameIv& iv,
                         Bytes& target)
    : format_(format), target_(target), start_(target.size()) {
  const Layout& layout = layout_of(format);
  append_u32(target, layout.prefix);
  target.resize(start_ + layout.sequence_number);  // 6699: two reserved bytes
  append_u32(target, sequence_number);
  append_u32(target, static_cast<std::uint32_t>(command));
  append_u32(target, 0);  // the length, once it is known
  if (format == FrameFormat::gcm) append(target, iv);
}

void FrameWriter::finish(ByteView key) {
  const Layout& layout = layout_of(format_);
  const std::size_t body_offset = start_ + layout.header_size + (format_ == FrameFormat::gcm ? crypto::gcm_iv_size : 0);
  const std::size_t length = layout.minimum_length + target_.size() - body_offset;
  assert(layout.frame_size(length) <= max_frame_size);
  write_u32(target_, start_ + layout.length(), static_cast<std::uint32_t>(length));
  const ByteView written = ByteView(target_).subspan(start_);
  switch (format_) {
    case FrameFormat::crc:
      append_u32(target_, crypto::crc32(written));
      break;
    case FrameFormat::hmac:
      append(target_, crypto::hmac_sha256(key, written));
      break;
    case FrameFormat::gcm: {
      const ByteView associated = written.subspan(gcm_associated_offset, layout.header_size - gcm_associated_offset);
      const ByteView iv = written.subspan(layout.header_size, crypto::gcm_iv_size);
      append(target_, crypto::seal_gcm_in_place(key, iv, associated, std::span(target_).subspan(body_offset)));
      break;
    }
  }
  append_u32(target_, layout.suffix);
}

Bytes encode_frame(FrameFormat format, const Frame& frame, ByteView key, const FrameIv& iv) {
  Bytes bytes;
  FrameWriter writer(format, frame.sequence_number, frame.command, iv, bytes);
  append(bytes, frame.body);
  writer.finish(key);
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
