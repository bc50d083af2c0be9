#include "cloud/trouble.h"

#include <doctest/doctest.h>

namespace presad::cloud {

namespace {

bool says(std::int64_t code, std::string_view what) { return explain(code, {}).find(what) != std::string::npos; }

}  // namespace

TEST_CASE("each refusal that people meet has its cause and its cure") {
  CHECK(says(28841002, "The trial of the cloud service has run out"));
  CHECK(says(28841002, "Extend Trial Period"));
  CHECK(says(28841004, "used up"));
  CHECK(says(1004, "Access Secret does not belong to the Access ID"));
  CHECK(says(1001, "Access Secret"));
  CHECK(says(1005, "No project with this Access ID"));
  CHECK(says(1106, "link the phone app's account"));
  CHECK(says(2007, "not served by this data center"));
  CHECK(says(28841107, "data center is not enabled"));
  CHECK(says(28841105, "subscribe to IoT Core"));
  CHECK(says(28841101, "subscribe to IoT Core"));
  CHECK(says(500, "try again"));
  CHECK(explain(424242, {}).empty());
}

TEST_CASE("a clock that is off is told with how much and which way") {
  using std::chrono::hours;
  using std::chrono::seconds;
  CHECK(explain(1013, -hours(3)).starts_with("This computer's clock is 180 min behind the server's: set it"));
  CHECK(explain(1013, seconds(400)).starts_with("This computer's clock is 400 s ahead of the server's"));
  CHECK(explain(1013, {}).starts_with("This computer's clock and the server's differ"));
}

TEST_CASE("only what is said of a token is worth a new one") {
  for (const std::int64_t code : {1010, 1011, 1012}) {
    CHECK(is_token_trouble(code));
    CHECK(!explain(code, {}).empty());
  }
  for (const std::int64_t code : {0, 1004, 1013, 1106, 28841002}) CHECK(!is_token_trouble(code));
}

}  // namespace presad::cloud
