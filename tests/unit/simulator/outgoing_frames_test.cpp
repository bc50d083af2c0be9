// tests/simulator/outgoing_frames.h: the faults that bend bytes.

#include "simulator/outgoing_frames.h"

#include <doctest/doctest.h>

#include "support/fake_clock.h"

using namespace presad;
using namespace presad::simulator;
using std::chrono::milliseconds;

namespace {

/// Frames put in with some faults on, and what comes out.
struct Outlet {
  explicit Outlet(std::initializer_list<const char*> names) {
    for (const char* each : names) faults.set(*parse_fault(each));
  }
  void put(const Bytes& frame) { frames.put(frame, faults, random, clock.now()); }
  std::vector<Bytes> take() { return frames.take_due(clock.now()); }

  FakeClock clock;
  SeededRandom random{3};
  Faults faults;
  OutgoingFrames frames;
};

const Bytes frame = {0x00, 0x00, 0x55, 0xaa, 0, 0, 0, 1, 0, 0, 0, 9, 0,    0,
                     0,    12,   0,    0,    0, 0, 1, 2, 3, 4, 0, 0, 0xaa, 0x55};

}  // namespace

TEST_CASE("without faults a frame leaves at once as it is") {
  Outlet outlet({});
  outlet.put(frame);
  CHECK(outlet.take() == std::vector<Bytes>{frame});
  CHECK(outlet.frames.deadline() == never);
  CHECK_FALSE(outlet.frames.cut());
}

TEST_CASE("split: every byte is a piece of its own") {
  Outlet outlet({"split"});
  outlet.put(frame);
  const auto pieces = outlet.take();
  REQUIRE(pieces.size() == frame.size());
  CHECK(pieces[3] == Bytes{0xaa});
}

TEST_CASE("merge: frames are held back and leave as one piece") {
  Outlet outlet({"merge=80ms"});
  outlet.put(frame);
  outlet.clock.advance(milliseconds(50));
  outlet.put(frame);
  CHECK(outlet.take().empty());
  CHECK(outlet.frames.deadline() == outlet.clock.now() + milliseconds(30));
  outlet.clock.advance(milliseconds(30));
  const auto pieces = outlet.take();
  REQUIRE(pieces.size() == 1);
  CHECK(pieces[0].size() == 2 * frame.size());
  outlet.put(frame);
  CHECK(outlet.frames.deadline() == outlet.clock.now() + milliseconds(80));
}

TEST_CASE("late: a frame leaves that much later, and order is kept when the fault ends") {
  Outlet outlet({"late=700ms"});
  outlet.put(frame);
  outlet.faults.clear();
  outlet.put({1});
  CHECK(outlet.take().empty());
  outlet.clock.advance(milliseconds(700));
  const auto pieces = outlet.take();
  REQUIRE(pieces.size() == 2);
  CHECK(pieces[0] == frame);
}

TEST_CASE("garbage-before: ahead of the first frame and of no other") {
  Outlet outlet({"garbage-before"});
  outlet.put(frame);
  outlet.put(frame);
  const auto pieces = outlet.take();
  REQUIRE(pieces.size() == 2);
  CHECK(pieces[0].size() > frame.size());
  CHECK(Bytes(pieces[0].end() - static_cast<std::ptrdiff_t>(frame.size()), pieces[0].end()) == frame);
  CHECK(pieces[1] == frame);
}

TEST_CASE("garbage-between: ahead of every frame but the first") {
  Outlet outlet({"garbage-between"});
  for (int times = 0; times < 3; ++times) outlet.put(frame);
  const auto pieces = outlet.take();
  REQUIRE(pieces.size() == 3);
  CHECK(pieces[0] == frame);
  CHECK(pieces[1].size() > frame.size());
  CHECK(pieces[2].size() > frame.size());
}

TEST_CASE("bad-crc=3: one bit of every third frame's integrity") {
  Outlet outlet({"bad-crc=3"});
  for (int times = 0; times < 6; ++times) outlet.put(frame);
  const auto pieces = outlet.take();
  REQUIRE(pieces.size() == 6);
  for (std::size_t each = 0; each < pieces.size(); ++each) CHECK((pieces[each] != frame) == (each % 3 == 2));
  CHECK(pieces[2][frame.size() - 5] == (frame[frame.size() - 5] ^ 1));
}

TEST_CASE("absurd-length: the length field of either frame format") {
  Outlet outlet({"absurd-length"});
  outlet.put(frame);
  Bytes gcm(40, 0);
  gcm[2] = 0x66;
  gcm[3] = 0x99;
  outlet.put(gcm);
  const auto pieces = outlet.take();
  REQUIRE(pieces.size() == 2);
  CHECK(pieces[0][12] == 0x7f);
  CHECK(pieces[0][15] == 0xff);
  CHECK(pieces[1][14] == 0x7f);
  CHECK(pieces[1][12] == 0);
}

TEST_CASE("cut-after=12: twelve bytes and then the end") {
  Outlet outlet({"cut-after=12"});
  outlet.put(frame);
  CHECK_FALSE(outlet.frames.cut());  // not before the bytes are out
  const auto pieces = outlet.take();
  REQUIRE(pieces.size() == 1);
  CHECK(pieces[0] == Bytes(frame.begin(), frame.begin() + 12));
  CHECK(outlet.frames.cut());
  outlet.put(frame);
  CHECK(outlet.take().empty());
}

TEST_CASE("cut-after=30 counts bytes over several frames") {
  Outlet outlet({"cut-after=30"});
  outlet.put(frame);
  CHECK(outlet.take().size() == 1);
  CHECK_FALSE(outlet.frames.cut());
  outlet.put(frame);
  const auto pieces = outlet.take();
  REQUIRE(pieces.size() == 1);
  CHECK(pieces[0].size() == 2);
  CHECK(outlet.frames.cut());
}

TEST_CASE("cut-after=2frames: two whole frames and then the end") {
  Outlet outlet({"cut-after=2frames"});
  for (int times = 0; times < 3; ++times) outlet.put(frame);
  CHECK(outlet.take() == std::vector<Bytes>{frame, frame});
  CHECK(outlet.frames.cut());
}

TEST_CASE("faults on bytes combine: spoiled frames can come late and in single bytes") {
  Outlet outlet({"split", "late=100ms", "bad-crc"});
  outlet.put(frame);
  CHECK(outlet.take().empty());
  outlet.clock.advance(milliseconds(100));
  CHECK(outlet.take().size() == frame.size());
}

TEST_CASE("what waits is bounded") {
  Outlet outlet({"late=10s"});
  for (int times = 0; times < 100'000; ++times) outlet.put(frame);
  outlet.clock.advance(std::chrono::seconds(10));
  std::size_t bytes = 0;
  for (const Bytes& piece : outlet.take()) bytes += piece.size();
  CHECK(bytes >= OutgoingFrames::max_waiting_bytes);
  CHECK(bytes < OutgoingFrames::max_waiting_bytes + frame.size());
}
