// A connection's bytes in pieces of any size, all versions, either end.
// Input: selector, key, piece size, bytes.

#include "base/text.h"
#include "families/tuya/wire.h"
#include "fuzz/tuya_input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace presad;
  using namespace presad::tuya;
  fuzz::Input input(bytes, size);
  const auto [version, reader] = fuzz::take_selector(input);
  const Key key = fuzz::take_key(input);
  const std::size_t piece_size = std::size_t{input.byte()} + 1;

  Wire wire(version, key, reader);
  std::size_t received = 0;
  std::size_t told = 0;
  while (!input.empty()) {
    const ByteView piece = input.take(piece_size);
    received += piece.size();
    wire.receive(piece);
    while (auto next = wire.next()) {
      fuzz::promise(++told <= received, "each message or fault costs at least a byte");
      const Message* message = std::get_if<Message>(&*next);
      if (message == nullptr) continue;
      if (version == Version::v3_1 && !is_utf8(message->payload)) continue;  // taken in clear, but never sent so
      SeededRandom random(1);
      Wire writer(version, key, fuzz::other(reader));
      Wire again(version, key, reader);
      const Bytes written = writer.encode(*message, random);  // read where it lies
      again.receive(written);
      const auto reread = again.next();
      const Message* same = reread ? std::get_if<Message>(&*reread) : nullptr;
      fuzz::promise(same != nullptr && same->payload == message->payload && same->command == message->command,
                    "what was read can be written and read again");
    }
    fuzz::promise(wire.pending() < max_frame_size, "less than a frame is held");
  }
  return 0;
}
