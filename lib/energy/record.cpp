#include "energy/record.h"

#include <charconv>
#include <utility>

#include "energy/ledger_time.h"

namespace presad::energy {

namespace {

constexpr std::string_view form = "1";
constexpr std::string_view absent = "-";
constexpr std::size_t longest_text = 700;

struct Range {
  std::int64_t lowest;
  std::int64_t highest;
};

constexpr Range seconds{earliest_time.time_since_epoch().count(), latest_time.time_since_epoch().count()};
constexpr Range days{-2, latest_time.time_since_epoch() / std::chrono::days(1) + 2};
constexpr Range energy{0, most_energy};
constexpr Range span{0, longest_span};
constexpr Range device_time{0, latest_device_time};

/// The one list of what is in the text, for both ways.
template <class R, class Field>
void visit(R& record, Field field) {
  field("since", record.since, seconds);
  field("told", record.told, seconds);
  field("day", record.day, days);
  field("before_today", record.counted.before_today, energy);
  field("yesterday", record.counted.yesterday, energy);
  field("today", record.counted.today, energy);
  field("undated", record.counted.undated, energy);
  field("counts_itself", record.counts_itself, Range{0, 1});
  field("integrated_before_today", record.integrated.before_today, energy);
  field("integrated_yesterday", record.integrated.yesterday, energy);
  field("integrated_today", record.integrated.today, energy);
  field("integrated_undated", record.integrated.undated, energy);
  field("flowing", record.flowing, span);
  field("gaps", record.gaps, span);
  field("device_time", record.device_time, device_time);
}

class Renderer {
 public:
  std::string text{form};

  void operator()(const char* name, std::int64_t value) {
    text.append(" ").append(name) += "=" + std::to_string(value);
  }
  void operator()(const char* name, const std::optional<std::int64_t>& value) {
    if (value) return (*this)(name, *value);
    text.append(" ").append(name).append("=").append(absent);
  }
};

class Reader {
 public:
  explicit Reader(std::string_view text) : left_(text) {}

  void read(const char* name, std::optional<std::int64_t>& value, const Range& range) {
    const std::string_view word = next(name);
    value.reset();
    if (word == absent) return;
    value = number(word, range);
    if (!value) fail(name);
  }
  void read(const char* name, std::int64_t& value, const Range& range) {
    const std::optional<std::int64_t> found = number(next(name), range);
    value = found.value_or(0);
    if (!found) fail(name);
  }
  void read(const char* name, bool& value, const Range& range) {
    std::int64_t found = 0;
    read(name, found, range);
    value = found != 0;
  }

  const char* failed() const noexcept { return failed_; }

 private:
  /// What stands behind " name=".
  std::string_view next(std::string_view name) {
    const std::size_t begin = 1 + name.size() + 1;
    if (left_.size() < begin || left_.substr(1, name.size()) != name) return {};
    left_.remove_prefix(begin);
    const std::string_view word = left_.substr(0, left_.find(' '));
    left_.remove_prefix(word.size());
    return word;
  }
  static std::optional<std::int64_t> number(std::string_view word, const Range& range) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
    if (error != std::errc() || end != word.data() + word.size()) return std::nullopt;
    return value < range.lowest || value > range.highest ? std::nullopt : std::optional(value);
  }
  void fail(const char* name) noexcept {
    if (failed_ == nullptr) failed_ = name;
  }

  std::string_view left_;
  const char* failed_ = nullptr;
};

/// Nothing when the numbers agree with each other.
const char* contradiction(const Record& record) {
  for (const DayCounter* const counter : {&record.counted, &record.integrated}) {
    if (counter->total() > most_energy) return "more energy than there is";
    if (counter->undated > counter->today) return "more undated than used today";
  }
  if (record.integrated.yesterday > record.integrated.before_today) return "more yesterday than before today";
  return nullptr;
}

}  // namespace

std::string render_record(const Record& record) {
  Renderer render;
  visit(record, [&](const char* name, const auto& value, const Range&) { render(name, value); });
  return std::move(render.text);
}

Result<Record> parse_record(std::string_view text) {
  using namespace std::string_literals;
  if (text.size() > longest_text) return fail(ErrorKind::malformed, "an energy account too long");
  if (!text.starts_with(std::string(form) + " "))
    return fail(ErrorKind::malformed, "an energy account of no known form");
  Record record;
  Reader reader(text.substr(form.size()));
  visit(record, [&](const char* name, auto& value, const Range& range) { reader.read(name, value, range); });
  if (reader.failed() != nullptr)
    return fail(ErrorKind::malformed, "an energy account without a sound "s + reader.failed());
  if (const char* const why = contradiction(record))
    return fail(ErrorKind::malformed, "an energy account with "s + why);
  if (render_record(record) != text) return fail(ErrorKind::malformed, "an energy account with something in between");
  return record;
}

}  // namespace presad::energy
