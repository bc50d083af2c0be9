// Both sources of randomness.

#include "base/random.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <set>
#include <vector>

using namespace presad;

namespace {

using Nonce = std::array<std::uint8_t, 16>;

/// Gives one and the same byte for ever.
class Constant final : public RandomSource {
 public:
  explicit Constant(std::uint8_t byte) : byte_(byte) {}
  void fill(std::span<std::uint8_t> target) override { std::fill(target.begin(), target.end(), byte_); }

 private:
  std::uint8_t byte_;
};

}  // namespace

TEST_CASE("the system's randomness never gives the same nonce twice") {
  SystemRandom first;
  SystemRandom second;
  std::set<Nonce> seen;
  for (int i = 0; i < 2000; ++i) {
    for (SystemRandom* const source : {&first, &second}) {
      Nonce nonce{};
      source->fill(nonce);
      CHECK(seen.insert(nonce).second);
    }
  }
}

TEST_CASE("a piece that crosses the end of the pool is filled to its last byte") {
  SystemRandom random;
  std::array<std::uint8_t, 500> before{};
  random.fill(before);
  // 12 bytes are left of the pool's 512; over some rounds no byte of a whole piece may stay zero.
  for (const std::size_t size : {24U, 512U, 1500U}) {
    CAPTURE(size);
    std::vector<std::uint8_t> touched(size);
    for (int round = 0; round < 20; ++round) {
      std::vector<std::uint8_t> piece(size);
      random.fill(piece);
      for (std::size_t i = 0; i < size; ++i) touched[i] = static_cast<std::uint8_t>(touched[i] | piece[i]);
    }
    CHECK(std::count(touched.begin(), touched.end(), 0) == 0);
  }
}

TEST_CASE("nothing asked is nothing given") {
  SystemRandom random;
  random.fill({});
  SeededRandom left(3);
  SeededRandom right(3);
  left.fill({});
  CHECK(left.unit() == right.unit());
}

TEST_CASE("one seed gives one sequence, however it is cut") {
  SeededRandom whole(42);
  SeededRandom pieces(42);
  std::array<std::uint8_t, 32> in_one{};
  std::array<std::uint8_t, 32> in_many{};
  whole.fill(in_one);
  pieces.fill(std::span(in_many).first(5));
  pieces.fill(std::span(in_many).subspan(5, 20));
  pieces.fill(std::span(in_many).subspan(25));
  CHECK(in_one == in_many);
}

TEST_CASE("another seed gives another sequence") {
  Nonce left{};
  Nonce right{};
  SeededRandom(1).fill(left);
  SeededRandom(2).fill(right);
  CHECK(left != right);
}

TEST_CASE("unit() is at least 0 and less than 1, at both ends of the source") {
  CHECK(Constant(0x00).unit() == 0.0);
  CHECK(Constant(0xFF).unit() < 1.0);
  CHECK(Constant(0xFF).unit() > 0.999999);
}

TEST_CASE("unit() is spread evenly") {
  SeededRandom random(5);
  std::array<int, 10> tenths{};
  for (int i = 0; i < 10'000; ++i) ++tenths[static_cast<std::size_t>(random.unit() * 10)];
  for (const int count : tenths) {
    CHECK(count > 850);
    CHECK(count < 1150);
  }
}
