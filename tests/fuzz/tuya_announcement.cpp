// Datagrams of ports 6666, 6667 and 7000. Input: how the rest is wrapped, the rest.

#include "crypto/aes.h"
#include "families/tuya/announcement.h"
#include "families/tuya/frame.h"
#include "fuzz/input.h"

namespace {

using namespace presad;
using namespace presad::tuya;

constexpr std::array<std::uint8_t, 16> key = {0x6c, 0x1e, 0xc8, 0xe2, 0xbb, 0x9b, 0xb5, 0x9a,
                                              0xb5, 0x0b, 0x0d, 0xaf, 0x64, 0x9b, 0x41, 0x0a};

/// As it is, in a frame of either format, as ciphertext, as ciphertext in a frame.
Bytes wrap(unsigned how, ByteView rest) {
  if (how >= 3) {
    const Bytes ciphertext = crypto::encrypt_ecb(key, rest);
    return how == 3 ? ciphertext : encode_frame(FrameFormat::crc, {0, CommandCode::announcement, ciphertext}, key, {});
  }
  Bytes body(rest.begin(), rest.end());
  if (how == 0) return body;
  return encode_frame(how == 1 ? FrameFormat::crc : FrameFormat::gcm, {0, CommandCode::announcement, std::move(body)},
                      key, {});
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  if (size > 8192) return 0;  // encode_frame() asserts its limit
  fuzz::Input input(bytes, size);
  const unsigned how = input.byte() % 5U;
  const Bytes datagram = wrap(how, input.rest());
  const auto announcement = decode_announcement(datagram);
  const auto probe = decode_probe(datagram);
  fuzz::promise(!announcement || !probe, "nothing is both");
  if (announcement) {
    fuzz::promise(!announcement->device_id.empty() && announcement->device_id.size() <= 64, "an id has 1 to 64 bytes");
    SeededRandom random(1);
    Announcement expected = *announcement;
    if (!expected.version) expected.version = Version::v3_3;
    const auto again = decode_announcement(encode_announcement(*announcement, random));
    fuzz::promise(again && *again == expected, "what was announced can be announced again");
  }
  return 0;
}
