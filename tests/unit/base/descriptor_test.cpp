#include "base/descriptor.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <type_traits>

using presad::Descriptor;

namespace {

bool is_open(int number) { return ::fcntl(number, F_GETFD) >= 0; }

/// Both ends of a pipe.
struct Pipe {
  Pipe() { REQUIRE(::pipe(numbers.data()) == 0); }
  std::array<int, 2> numbers{};
};

}  // namespace

TEST_CASE("a descriptor is closed with its owner, or before, and once") {
  const Pipe pipe;
  {
    const Descriptor first(pipe.numbers[0]);
    Descriptor second(pipe.numbers[1]);
    CHECK(first.open());
    CHECK(second.number() == pipe.numbers[1]);
    second.close();
    CHECK_FALSE(second.open());
    CHECK_FALSE(is_open(pipe.numbers[1]));
    second.close();
    CHECK(is_open(pipe.numbers[0]));
  }
  CHECK_FALSE(is_open(pipe.numbers[0]));
}

TEST_CASE("a descriptor has one owner: moved, it is the other's, and what that one had is closed") {
  static_assert(!std::is_copy_constructible_v<Descriptor> && !std::is_copy_assignable_v<Descriptor>);
  const Pipe pipe;
  Descriptor owner(pipe.numbers[0]);
  {
    Descriptor passing(std::move(owner));
    CHECK_FALSE(owner.open());  // NOLINT(bugprone-use-after-move): promised
    owner = std::move(passing);
  }
  CHECK(is_open(pipe.numbers[0]));
  owner = Descriptor(pipe.numbers[1]);
  CHECK_FALSE(is_open(pipe.numbers[0]));
  CHECK(owner.number() == pipe.numbers[1]);
}

TEST_CASE("none is no descriptor, nor is what open(2) gives when it fails") {
  CHECK_FALSE(Descriptor().open());
  CHECK_FALSE(Descriptor(-1).open());
}
