// lib/families/tuya/wire.h: what arrives in pieces, damaged, or from another world.

#include "families/tuya/wire.h"

#include <doctest/doctest.h>

#include "families/tuya/frame.h"
#include "families/tuya/payload.h"
#include "support/counted_heap.h"
#include "unit/tuya/vector_wire.h"

namespace presad::tuya::test {
namespace {

constexpr Version all_versions[] = {Version::v3_1, Version::v3_2, Version::v3_3, Version::v3_4, Version::v3_5};
const Key local_key = key_of(as_bytes("0123456789abcdef"));
const Key other_key = key_of(as_bytes("fedcba9876543210"));

Message push(std::uint32_t sequence_number, std::string payload = R"({"dps":{"1":true}})") {
  Message message;
  message.sequence_number = sequence_number;
  message.command = CommandCode::status;
  message.return_code = 0;
  message.payload = std::move(payload);
  return message;
}

Bytes encode(Version version, const Message& message, const Key& key = local_key) {
  SeededRandom random(message.sequence_number);
  return Wire(version, key, Role::device).encode(message, random);
}

Bytes joined(std::initializer_list<Bytes> parts) {
  Bytes all;
  for (const Bytes& part : parts) append(all, part);
  return all;
}

Bytes damaged(Bytes frame) {
  frame[frame.size() - 6] ^= 1U;  // in the CRC, HMAC or tag
  return frame;
}

}  // namespace

TEST_CASE("both ends understand each other in every version, before and after the session key") {
  SeededRandom random(1);
  for (const Version version : all_versions) {
    CAPTURE(name(version));
    Wire client(version, local_key, Role::client);
    Wire device(version, local_key, Role::device);
    for (int round = 0; round < 2; ++round) {
      Message request = make_set(version, {"0123456789012345678901", ""}, {{1, true}}, {});
      request.sequence_number = 9;
      const Drained at_device = feed(device, client.encode(request, random));
      REQUIRE(at_device.messages.size() == 1);
      CHECK(at_device.messages.front() == request);
      const Drained at_client = feed(client, device.encode(push(3), random));
      REQUIRE(at_client.messages.size() == 1);
      CHECK(at_client.messages.front() == push(3));
      client.use_session_key(other_key);
      device.use_session_key(other_key);
    }
  }
}

TEST_CASE("two frames of 3.5 never share an IV") {
  SeededRandom random(1);
  Wire device(Version::v3_5, local_key, Role::device);
  const Bytes first = device.encode(push(1), random);
  const Bytes second = device.encode(push(1), random);
  CHECK(!std::equal(first.begin() + 18, first.begin() + 30, second.begin() + 18));
}

TEST_CASE("a frame is read however it is cut") {
  for (const Version version : all_versions) {
    const Bytes bytes = joined({encode(version, push(1)), encode(version, push(2))});
    for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
      Wire reader(version, local_key, Role::client);
      std::size_t read = feed(reader, ByteView(bytes).first(cut)).messages.size();
      read += feed(reader, ByteView(bytes).subspan(cut)).messages.size();
      CHECK(read == 2);
      CHECK(reader.pending() == 0);
    }
  }
}

TEST_CASE("the longest frame arrives byte by byte") {
  for (const Version version : all_versions) {
    const Message long_push = push(1, "{\"x\":\"" + std::string(11'000, 'x') + "\"}");
    const Bytes bytes = encode(version, long_push);
    Wire reader(version, local_key, Role::client);
    for (std::size_t at = 0; at + 1 < bytes.size(); ++at)
      REQUIRE(feed(reader, ByteView(bytes).subspan(at, 1)).messages.empty());
    const Drained drained = feed(reader, ByteView(bytes).last(1));
    REQUIRE(drained.messages.size() == 1);
    CHECK(drained.messages.front() == long_push);
    CHECK(drained.faults.empty());
  }
}

TEST_CASE("a megabyte of garbage is one fault, is not kept, and the frame behind it is read") {
  for (const Version version : all_versions) {
    Wire reader(version, local_key, Role::client);
    std::size_t faults = 0;
    SeededRandom random(4);
    Bytes garbage(std::size_t{16} * 1024);
    for (int block = 0; block < 64; ++block) {
      random.fill(garbage);
      for (std::uint8_t& byte : garbage) byte |= 1U;  // no zero: no prefix by chance
      faults += feed(reader, garbage).faults.size();
      CHECK(reader.pending() <= 3);
    }
    CHECK(faults == 1);
    const Drained drained = feed(reader, encode(version, push(1)));
    CHECK(drained.messages.size() == 1);
    CHECK(drained.faults.empty());
  }
}

TEST_CASE("a stretch of zeros is one fault however many there are") {
  Wire reader(Version::v3_3, local_key, Role::client);
  std::size_t faults = 0;
  for (int block = 0; block < 100; ++block) faults += feed(reader, Bytes(1000)).faults.size();
  CHECK(faults == 1);
  CHECK(reader.pending() <= 3);
  CHECK(feed(reader, encode(Version::v3_3, push(1))).messages.size() == 1);
}

TEST_CASE("each stretch of garbage is told anew once a frame was read") {
  const Bytes garbage = to_bytes("??????");
  Wire reader(Version::v3_4, local_key, Role::client);
  const Drained drained =
      feed(reader, joined({garbage, encode(Version::v3_4, push(1)), garbage, garbage, encode(Version::v3_4, push(2))}));
  CHECK(drained.messages.size() == 2);
  REQUIRE(drained.faults.size() == 2);
  CHECK(drained.faults.front().error.kind == ErrorKind::malformed);
  CHECK(!drained.faults.front().undecipherable);
  CHECK(!drained.faults.front().other_format);
}

TEST_CASE("every bad frame is one fault") {
  for (const Version version : all_versions) {
    CAPTURE(name(version));
    Wire reader(version, local_key, Role::client);
    const Bytes bad = damaged(encode(version, push(1)));
    const Drained drained = feed(reader, joined({bad, bad, bad, encode(version, push(2)), bad}));
    CHECK(drained.faults.size() == 4);
    for (const Fault& fault : drained.faults) CHECK(fault.error.kind == ErrorKind::integrity);
    REQUIRE(drained.messages.size() == 1);
    CHECK(drained.messages.front() == push(2));
    CHECK(reader.pending() == 0);
  }
}

TEST_CASE("message and fault come in the order of the stream") {
  Wire reader(Version::v3_3, local_key, Role::client);
  const Bytes stream = joined({encode(Version::v3_3, push(1)), to_bytes("?"), encode(Version::v3_3, push(2))});
  reader.receive(stream);
  CHECK(std::holds_alternative<Message>(reader.next().value()));
  CHECK(std::holds_alternative<Fault>(reader.next().value()));
  CHECK(std::holds_alternative<Message>(reader.next().value()));
  CHECK(!reader.next().has_value());
}

TEST_CASE("a wrong local_key is suspected in every version, and only where it is to blame") {
  for (const Version version : all_versions) {
    CAPTURE(name(version));
    Wire reader(version, local_key, Role::client);
    const Drained drained = feed(reader, encode(version, push(1), other_key));
    CHECK(drained.messages.empty());
    REQUIRE(drained.faults.size() == 1);
    CHECK(drained.faults.front().error.kind == ErrorKind::integrity);
    CHECK(drained.faults.front().undecipherable);
  }
  Wire reader(Version::v3_3, local_key, Role::client);
  const Drained bad_crc = feed(reader, damaged(encode(Version::v3_3, push(1))));
  REQUIRE(bad_crc.faults.size() == 1);
  CHECK(!bad_crc.faults.front().undecipherable);
}

TEST_CASE("what does not decipher costs its message, not the stream") {
  for (const Version version : {Version::v3_1, Version::v3_2, Version::v3_3}) {
    Wire reader(version, local_key, Role::client);
    const Drained drained =
        feed(reader, joined({encode(version, push(1), other_key), encode(version, push(2)), encode(version, push(3))}));
    CHECK(drained.faults.size() == 1);
    CHECK(drained.messages.size() == 2);
  }
}

TEST_CASE("the other frame format is told at once, once, however it is cut") {
  const Bytes new_frame = encode(Version::v3_5, push(1));
  const Bytes old_frame = encode(Version::v3_3, push(1));
  for (std::size_t cut = 0; cut <= 8; ++cut) {
    CAPTURE(cut);
    Wire old_reader(Version::v3_3, local_key, Role::client);
    Drained drained = feed(old_reader, ByteView(new_frame).first(cut));
    const Drained rest = feed(old_reader, ByteView(new_frame).subspan(cut));
    drained.faults.insert(drained.faults.end(), rest.faults.begin(), rest.faults.end());
    REQUIRE(drained.faults.size() == 1);
    CHECK(drained.faults.front().other_format);
    CHECK(feed(old_reader, new_frame).faults.empty());
    CHECK(feed(old_reader, old_frame).messages.size() == 1);
  }
  Wire new_reader(Version::v3_5, local_key, Role::client);
  const Drained drained = feed(new_reader, joined({to_bytes("???"), old_frame}));
  REQUIRE(drained.faults.size() == 1);
  CHECK(drained.faults.front().other_format);
}

TEST_CASE("the other format behind told garbage is told too") {
  Wire reader(Version::v3_3, local_key, Role::client);
  CHECK(!feed(reader, to_bytes("?????")).faults.front().other_format);
  const Drained drained = feed(reader, encode(Version::v3_5, push(1)));
  REQUIRE(drained.faults.size() == 1);
  CHECK(drained.faults.front().other_format);
}

TEST_CASE("an absurd length is refused at once and swallows nothing") {
  for (const Version version : all_versions) {
    CAPTURE(name(version));
    Bytes header = encode(version, push(1));
    const std::size_t length_offset = version == Version::v3_5 ? 14 : 12;
    header.resize(length_offset + 4);
    header[length_offset] = 0x7F;
    Wire reader(version, local_key, Role::client);
    CHECK(feed(reader, header).faults.size() == 1);
    CHECK(reader.pending() <= 3);
    CHECK(feed(reader, encode(version, push(2))).messages.size() == 1);
  }
}

TEST_CASE("less than a frame's limit is held, whatever arrives") {
  SeededRandom random(5);
  for (const Version version : all_versions) {
    Wire reader(version, local_key, Role::client);
    for (int round = 0; round < 300; ++round) {
      Bytes block(700);
      random.fill(block);
      const Bytes prefix = encode(version, push(1));  // claims that are believed, up to the limit
      std::copy_n(prefix.begin(), 12, block.begin() + round);
      feed(reader, block);
      CHECK(reader.pending() < max_frame_size);
    }
  }
}

TEST_CASE("a false header that swallows part of a frame costs no frame") {
  for (const Version version : all_versions) {
    CAPTURE(name(version));
    const Bytes frame = encode(version, push(1));
    const std::size_t header_size = version == Version::v3_5 ? 18 : 16;
    Bytes false_header(frame.begin(), frame.begin() + static_cast<std::ptrdiff_t>(header_size));
    for (std::size_t swallowed = 40; swallowed < frame.size(); swallowed += 7) {
      false_header.back() = static_cast<std::uint8_t>(swallowed);
      Wire reader(version, local_key, Role::client);
      const Drained drained = feed(reader, joined({false_header, frame, encode(version, push(2))}));
      CHECK(drained.faults.size() == 1);
      REQUIRE(drained.messages.size() == 2);
      CHECK(drained.messages.front() == push(1));
      CHECK(drained.messages.back() == push(2));
    }
  }
}

TEST_CASE("an idle Wire holds no memory") {
  for (const Version version : all_versions) {
    const Bytes bytes = encode(version, push(1, "{\"x\":\"" + std::string(2000, 'x') + "\"}"));
    const Bytes garbage = to_bytes("garbage");
    Wire first(version, local_key, Role::client);
    feed(first, bytes);  // this thread's scratch contexts are made here
    const long before = testing::live_allocations();
    Wire reader(version, local_key, Role::client);
    feed(reader, bytes);
    feed(reader, garbage);
    feed(reader, bytes);
    CHECK(reader.pending() == 0);
    CHECK(testing::live_allocations() == before);
  }
}

TEST_CASE("random bytes with prefixes sprinkled in neither crash nor pass") {
  SeededRandom random(6);
  for (const Version version : all_versions) {
    for (const Role role : {Role::client, Role::device}) {
      Wire reader(version, local_key, role);
      for (int round = 0; round < 200; ++round) {
        Bytes block(97);
        random.fill(block);
        const Bytes prefix = {0, 0, static_cast<std::uint8_t>(round % 2 ? 0x55 : 0x66),
                              static_cast<std::uint8_t>(round % 2 ? 0xAA : 0x99)};
        std::copy(prefix.begin(), prefix.end(), block.begin() + round % 90);
        CHECK(feed(reader, block).messages.empty());
      }
    }
  }
}

}  // namespace presad::tuya::test
