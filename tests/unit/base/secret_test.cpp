// Secrets: equal when their bytes are, and gone when they die.

#include "base/secret.h"

#include <doctest/doctest.h>

#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <utility>

using namespace presad;

namespace {

using Key = Secret<16>;

Key key_of(char letter) {
  const std::string text(16, letter);
  return Key(std::span<const std::uint8_t, 16>(as_bytes(text)));
}

/// Memory that outlives what is made in it.
template <class T>
class Place {
 public:
  template <class... Args>
  T* make(Args&&... args) {
    return std::construct_at(reinterpret_cast<T*>(memory_.data()), std::forward<Args>(args)...);
  }

  /// How often `letter` stands in it.
  int count(char letter) const {
    int found = 0;
    const volatile unsigned char* const byte = memory_.data();
    for (std::size_t i = 0; i < sizeof(T); ++i) found += byte[i] == static_cast<unsigned char>(letter) ? 1 : 0;
    return found;
  }

 private:
  alignas(T) std::array<unsigned char, sizeof(T)> memory_{};
};

}  // namespace

TEST_CASE("secrets are equal when their bytes are") {
  CHECK(key_of('a') == key_of('a'));
  CHECK(key_of('a') != key_of('b'));
  CHECK(Key() != key_of('a'));
  CHECK(SecretText("pass") == SecretText("pass"));
  CHECK(SecretText("pass") != SecretText("Pass"));
}

TEST_CASE("a secret gives back the bytes it was made of") {
  CHECK(as_text(key_of('k').bytes()) == std::string(16, 'k'));
  CHECK(SecretText("open sesame").reveal() == "open sesame");
  CHECK(SecretText().empty());
  CHECK_FALSE(SecretText("x").empty());
}

TEST_CASE("wiping leaves zeros, and touches nothing beside") {
  std::string memory = "abcdef";
  wipe(memory.data() + 1, 4);
  CHECK(memory == std::string("a\0\0\0\0f", 6));
  wipe(nullptr, 0);
}

TEST_CASE("a key leaves no trace where it stood") {
  Place<Key> place;
  Key* const key = place.make(key_of('k'));
  REQUIRE(place.count('k') == 16);
  std::destroy_at(key);
  CHECK(place.count('k') == 0);
}

TEST_CASE("a short password leaves no trace where it stood") {
  Place<SecretText> place;
  SecretText* const password = place.make(std::string(12, 'w'));
  REQUIRE(place.count('w') == 12);
  std::destroy_at(password);
  CHECK(place.count('w') == 0);
}
