// The account as text: what is written is read, and nothing else is.

#include "energy/record.h"

#include <doctest/doctest.h>

#include <string>

using namespace presad;
using namespace presad::energy;

namespace {

Record some_record() {
  Record record;
  record.since = 1'767'225'600;
  record.told = 1'790'000'000;
  record.day = 20'718;
  record.counted = {3'600'000'000'123, 5, 7, 6};
  record.counts_itself = true;
  record.integrated = {4, 3, 2, 1};
  record.flowing = 1'234'567;
  record.gaps = 7'654'321;
  record.device_time = 1'790'000'001;
  return record;
}

std::string with(std::string text, const std::string& old, const std::string& other) {
  const std::size_t at = text.find(old);
  REQUIRE(at != std::string::npos);
  return text.replace(at, old.size(), other);
}

}  // namespace

TEST_CASE("a record comes back as it was, from a text that the store takes") {
  Record largest = some_record();
  largest.counted = {most_energy, most_energy, 0, 0};
  largest.integrated = {most_energy / 2, most_energy / 2, most_energy / 2, most_energy / 2};
  largest.gaps = largest.flowing = longest_span;
  largest.device_time = latest_device_time;
  largest.since = largest.told = 253'402'300'799;
  largest.day = 2'932'896;
  for (const Record& record : {Record{}, some_record(), largest}) {
    const std::string text = render_record(record);
    CHECK(text.size() <= 700);
    for (const char c : text) CHECK((c >= ' ' && c <= '~'));
    const Result<Record> read = parse_record(text);
    REQUIRE(read);
    CHECK(*read == record);
  }
}

TEST_CASE("the text of the first form stays readable") {
  const Result<Record> read = parse_record(
      "1 since=1767225600 told=1790000000 day=20718 before_today=3600000000123 yesterday=5 today=7 undated=6 "
      "counts_itself=1 integrated_before_today=4 integrated_yesterday=3 integrated_today=2 integrated_undated=1 "
      "flowing=1234567 gaps=7654321 device_time=1790000001");
  REQUIRE(read);
  CHECK(*read == some_record());
}

TEST_CASE("every truncation is refused") {
  const std::string text = render_record(some_record());
  // Fewer digits at the end are another number, which no check can tell.
  const std::size_t last_number = text.rfind('=') + 1;
  for (std::size_t size = 0; size <= last_number; ++size) CHECK_FALSE(parse_record(text.substr(0, size)));
}

TEST_CASE("a changed byte is refused, or is another digit") {
  const std::string text = render_record(some_record());
  for (std::size_t at = 0; at < text.size(); ++at) {
    for (int byte = 0; byte < 256; ++byte) {
      std::string changed = text;
      changed[at] = static_cast<char>(byte);
      const Result<Record> read = parse_record(changed);
      if (read) CHECK(render_record(*read) == changed);
      const bool digit = text[at] >= '0' && text[at] <= '9';
      if (read && changed != text) CHECK((digit && at > 1 && byte >= '0' && byte <= '9'));
    }
  }
}

TEST_CASE("what is out of bounds, contradicts itself or was not written by this form is malformed") {
  const std::string text = render_record(some_record());
  for (const auto& [old, other] : std::initializer_list<std::pair<const char*, const char*>>{
           {"1 since", "2 since"},
           {"since=1767225600", "since=253402300800"},
           {"told=1790000000", "told=-1"},
           {"day=20718", "day=2932899"},
           {" day=20718", ""},
           {"today=7", "today=5"},  // less than undated
           {"today=7", "today="},
           {"today=7", "today=-"},
           {"today=7", "today=07"},
           {"today=7", "today=+7"},
           {"today=7", "today=7.0"},
           {"today=7", "today=7e1"},
           {"today=7", "today=nan"},
           {"today=7", "today= 7"},
           {"before_today=3600000000123", "before_today=3600000000000000000"},
           {"before_today=3600000000123", "before_today=9999999999999999999999"},
           {"yesterday=5", "yesterday=-5"},
           {"counts_itself=1", "counts_itself=2"},
           {"integrated_yesterday=3", "integrated_yesterday=5"},
           {"gaps=7654321", "gaps=100000000000000001"},
           {"device_time=1790000001", "device_time=1790000001 "},
           {"device_time=1790000001", "device_time=1790000001 more=1"}}) {
    CAPTURE(other);
    const Result<Record> read = parse_record(with(text, old, other));
    REQUIRE_FALSE(read);
    CHECK(read.error().kind == ErrorKind::malformed);
  }
  CHECK_FALSE(parse_record(text + std::string(5000, ' ')));
  CHECK_FALSE(parse_record(text + '\0'));
}
