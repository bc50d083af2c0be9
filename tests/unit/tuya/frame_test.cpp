// lib/families/tuya/frame.h: lengths, checks, and where the next frame may begin.

#include "families/tuya/frame.h"

#include <doctest/doctest.h>

#include "base/text.h"

namespace presad::tuya {
namespace {

const Bytes key = to_bytes("0123456789abcdef");
const FrameIv iv = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
constexpr FrameFormat formats[] = {FrameFormat::crc, FrameFormat::hmac, FrameFormat::gcm};

Bytes hex(std::string_view digits) { return from_hex(digits).value(); }

Frame sample() { return {7, CommandCode::status, to_bytes("what it says")}; }

std::size_t length_offset(FrameFormat format) { return format == FrameFormat::gcm ? 14 : 12; }

void write_length(Bytes& frame, FrameFormat format, std::uint32_t length) {
  for (std::size_t i = 0; i < 4; ++i)
    frame[length_offset(format) + i] = static_cast<std::uint8_t>(length >> (24U - 8U * i));
}

std::uint32_t read_length(const Bytes& frame, FrameFormat format) {
  std::uint32_t length = 0;
  for (std::size_t i = 0; i < 4; ++i) length = length << 8U | frame[length_offset(format) + i];
  return length;
}

}  // namespace

TEST_CASE("each version has its frame") {
  CHECK(frame_format(Version::v3_1) == FrameFormat::crc);
  CHECK(frame_format(Version::v3_2) == FrameFormat::crc);
  CHECK(frame_format(Version::v3_3) == FrameFormat::crc);
  CHECK(frame_format(Version::v3_4) == FrameFormat::hmac);
  CHECK(frame_format(Version::v3_5) == FrameFormat::gcm);
}

TEST_CASE("a device's heartbeat answer is those 28 bytes") {
  const Bytes bytes = hex("000055aa00000000000000090000000c00000000b051ab030000aa55");
  const auto decoded = decode_frame(FrameFormat::crc, bytes, {});
  REQUIRE(decoded.has_value());
  REQUIRE(decoded->frame.has_value());
  CHECK(*decoded->frame == Frame{0, CommandCode::heart_beat, Bytes(4)});
  CHECK(decoded->consumed == 28);
  CHECK(encode_frame(FrameFormat::crc, *decoded->frame, {}, {}) == bytes);
}

TEST_CASE("what was encoded decodes, and only the frame itself is consumed") {
  for (const FrameFormat format : formats) {
    for (const std::size_t size : {0U, 1U, 15U, 16U, 1000U}) {
      const Frame frame{0xFFFFFFFFU, CommandCode::lan_ext_stream, Bytes(size, 0xA5)};
      Bytes bytes = encode_frame(format, frame, key, iv);
      const std::size_t frame_size = bytes.size();
      append(bytes, bytes);
      const auto decoded = decode_frame(format, bytes, key);
      REQUIRE(decoded.has_value());
      CHECK(decoded->frame == frame);
      CHECK(decoded->consumed == frame_size);
    }
  }
}

TEST_CASE("a frame that is not all there waits and consumes nothing") {
  for (const FrameFormat format : formats) {
    const Bytes bytes = encode_frame(format, sample(), key, iv);
    for (std::size_t size = 4; size < bytes.size(); ++size) {
      const auto decoded = decode_frame(format, ByteView(bytes).first(size), key);
      REQUIRE(decoded.has_value());
      CHECK(!decoded->frame.has_value());
      CHECK(decoded->consumed == 0);
    }
  }
}

TEST_CASE("a frame longer than the limit is refused before memory is set aside") {
  // The header alone is there: whoever believed the length would wait for megabytes.
  for (const FrameFormat format : formats) {
    Bytes bytes = encode_frame(format, sample(), key, iv);
    bytes.resize(length_offset(format) + 4);
    for (const std::uint32_t length : {std::uint32_t{max_frame_size}, 70'000U, 0x7FFFFFFFU, 0xFFFFFFEEU, 0xFFFFFFFFU}) {
      write_length(bytes, format, length);
      const auto decoded = decode_frame(format, bytes, key);
      REQUIRE(!decoded.has_value());
      CHECK(decoded.error().kind == ErrorKind::malformed);
    }
  }
}

TEST_CASE("the longest frame passes, one byte more does not") {
  for (const FrameFormat format : formats) {
    const std::size_t overhead = encode_frame(format, {}, key, iv).size();
    const Frame longest{1, CommandCode::status, Bytes(max_frame_size - overhead, 1)};
    Bytes bytes = encode_frame(format, longest, key, iv);
    REQUIRE(bytes.size() == max_frame_size);
    CHECK(decode_frame(format, bytes, key).value().frame == longest);
    write_length(bytes, format, read_length(bytes, format) + 1);
    CHECK(!decode_frame(format, bytes, key).has_value());
  }
}

TEST_CASE("a length that leaves no room for the trailer is malformed") {
  for (const FrameFormat format : formats) {
    const Bytes bytes = encode_frame(format, {}, key, iv);
    const std::uint32_t shortest = read_length(bytes, format);
    CHECK(decode_frame(format, bytes, key).value().frame.has_value());
    for (std::uint32_t length = 0; length < shortest; ++length) {
      Bytes damaged = bytes;
      write_length(damaged, format, length);
      const auto decoded = decode_frame(format, damaged, key);
      REQUIRE(!decoded.has_value());
      CHECK(decoded.error().kind == ErrorKind::malformed);
    }
  }
}

TEST_CASE("a wrong suffix is malformed, a wrong check is integrity") {
  for (const FrameFormat format : formats) {
    Bytes bytes = encode_frame(format, sample(), key, iv);
    bytes.back() ^= 1U;
    CHECK(decode_frame(format, bytes, key).error().kind == ErrorKind::malformed);
    bytes.back() ^= 1U;
    bytes[bytes.size() - 6] ^= 1U;
    CHECK(decode_frame(format, bytes, key).error().kind == ErrorKind::integrity);
  }
}

TEST_CASE("another key is an integrity error where the check knows the key") {
  const Bytes other_key = to_bytes("0123456789abcdeX");
  for (const FrameFormat format : {FrameFormat::hmac, FrameFormat::gcm}) {
    const auto decoded = decode_frame(format, encode_frame(format, sample(), other_key, iv), key);
    REQUIRE(!decoded.has_value());
    CHECK(decoded.error().kind == ErrorKind::integrity);
  }
}

TEST_CASE("no error's text holds the key") {
  for (const FrameFormat format : {FrameFormat::hmac, FrameFormat::gcm}) {
    Bytes bytes = encode_frame(format, sample(), key, iv);
    bytes[30] ^= 1U;
    const auto decoded = decode_frame(format, bytes, key);
    REQUIRE(!decoded.has_value());
    const std::string& text = decoded.error().what;
    CHECK(text.find("0123456789abcdef") == std::string::npos);
    CHECK(text.find(to_hex(key)) == std::string::npos);
  }
}

TEST_CASE("6699: the reserved bytes may be anything, but are authenticated") {
  Bytes bytes = encode_frame(FrameFormat::gcm, sample(), key, iv);
  CHECK(bytes[4] == 0);
  CHECK(bytes[5] == 0);
  bytes[5] = 1;
  CHECK(decode_frame(FrameFormat::gcm, bytes, key).error().kind == ErrorKind::integrity);
}

TEST_CASE("the search stops at a prefix, or at what may become one") {
  const auto search = [](FrameFormat format, std::string_view digits) { return find_frame(format, hex(digits)); };
  CHECK(search(FrameFormat::crc, "").offset == 0);
  CHECK(search(FrameFormat::crc, "000055aa").offset == 0);
  CHECK(search(FrameFormat::crc, "ff000055aa").offset == 1);
  CHECK(search(FrameFormat::crc, "000000000055aa").offset == 3);
  CHECK(search(FrameFormat::crc, "ff000055").offset == 1);
  CHECK(search(FrameFormat::crc, "ff0000").offset == 1);
  CHECK(search(FrameFormat::crc, "ffff00").offset == 2);
  CHECK(search(FrameFormat::crc, "000055ab").offset == 4);
  CHECK(search(FrameFormat::crc, "ffffffff").offset == 4);
  CHECK(search(FrameFormat::gcm, "ff00006699").offset == 1);
}

TEST_CASE("the search tells the other format's prefix, also when it comes in halves") {
  const FrameSearch whole = find_frame(FrameFormat::crc, hex("ff00006699000055aa"));
  CHECK(whole.other_format);
  CHECK(whole.offset == 5);
  const FrameSearch half = find_frame(FrameFormat::crc, hex("ff000066"));
  CHECK(!half.other_format);
  CHECK(half.offset == 1);
  CHECK(find_frame(FrameFormat::crc, hex("0000669900")).other_format);
  CHECK(find_frame(FrameFormat::gcm, hex("000055aa00")).other_format);
  CHECK(!find_frame(FrameFormat::gcm, hex("00006699000055aa")).other_format);
}

}  // namespace presad::tuya
