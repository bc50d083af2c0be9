// A value, or why there is none.

#include "base/result.h"

#include <doctest/doctest.h>

#include <memory>
#include <set>
#include <string>

using namespace presad;

namespace {

Result<int> half(int number) {
  if (number % 2 != 0) return fail(ErrorKind::malformed, std::to_string(number) + " is odd");
  return number / 2;
}

Result<std::string> half_as_text(int number) {
  const Result<int> result = half(number);
  if (!result) return result.error();  // an Error passes from one Result to another
  return std::to_string(*result);
}

}  // namespace

TEST_CASE("a result holds its value") {
  REQUIRE(half(4));
  CHECK(*half(4) == 2);
  CHECK(half(4).value_or(-1) == 2);
}

TEST_CASE("a failure holds its kind and its sentence") {
  const Result<int> failed = half(3);
  REQUIRE_FALSE(failed);
  CHECK(failed.error() == Error{ErrorKind::malformed, "3 is odd"});
  CHECK(failed.value_or(-1) == -1);
}

TEST_CASE("an error passes on unchanged to a result of another type") {
  CHECK(*half_as_text(8) == "4");
  CHECK(half_as_text(5).error() == half(5).error());
}

TEST_CASE("a value that can only be moved comes out whole") {
  Result<std::unique_ptr<int>> made = std::make_unique<int>(7);
  const std::unique_ptr<int> taken = *std::move(made);
  CHECK(*taken == 7);
}

TEST_CASE("every kind of error has a name of its own") {
  std::set<std::string> names;
  for (const ErrorKind kind : {ErrorKind::malformed, ErrorKind::integrity, ErrorKind::refused, ErrorKind::unreachable,
                               ErrorKind::timed_out, ErrorKind::busy, ErrorKind::unsupported, ErrorKind::bad_config}) {
    CHECK(names.insert(name(kind)).second);
  }
  CHECK(names.count("malformed") == 1);
  CHECK(names.count("") == 0);
}
