// A frame's body behind checks that hold: what the CRC, HMAC or tag would keep the fuzzer from.
// Input: selector, key, command code, whether the rest is plaintext to be enciphered (odd) or the body as it is, the
// rest.

#include "crypto/aes.h"
#include "families/tuya/cipher.h"
#include "fuzz/tuya_input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace presad;
  using namespace presad::tuya;
  fuzz::Input input(bytes, size);
  const auto [version, reader] = fuzz::take_selector(input);
  const Key key = fuzz::take_key(input);
  Frame frame;
  frame.command = CommandCode{input.byte()};
  const bool plaintext = (input.byte() & 1U) != 0;
  const ByteView rest = input.rest();
  frame.body = plaintext ? crypto::encrypt_ecb(key.bytes(), rest) : Bytes(rest.begin(), rest.end());
  const auto message = decode_body(version, reader, key, frame);
  if (message) {
    fuzz::promise(message->payload.size() <= frame.body.size(), "a payload is no longer than its body");
    fuzz::promise(reader == Role::client || !message->return_code, "a client's frame has no return code");
  }
  return 0;
}
