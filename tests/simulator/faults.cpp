#include "simulator/faults.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace presad::simulator {
namespace {

using K = FaultKind;
using A = FaultArgument;

constexpr std::array<FaultRow, fault_count> table = {{
    {K::split, "split", A::none, "", "sends every frame one byte at a time", "12"},
    {K::merge, "merge", A::duration, "50ms", "holds frames back that long and sends them as one piece", "12"},
    {K::garbage_before, "garbage-before", A::none, "", "sends garbage ahead of the first frame of a connection", "12"},
    {K::garbage_between, "garbage-between", A::none, "", "sends garbage ahead of every later frame", "12"},
    {K::bad_crc, "bad-crc", A::count, "1", "spoils the CRC, HMAC or tag of every nth frame", "12"},
    {K::absurd_length, "absurd-length", A::none, "", "every frame claims to be 2 GiB long", "12"},
    {K::cut_after, "cut-after", A::count, "12", "closes each connection after so many bytes (3frames: frames) sent",
     "10"},
    {K::late, "late", A::duration, "700ms", "everything it sends leaves that much later", "10"},

    {K::silent, "silent", A::none, "", "accepts connections and never says a word", "11"},
    {K::half_dead, "half-dead", A::count, "0", "after n answers on a connection only heartbeats are answered", "13"},
    {K::slot_taken, "slot-taken", A::word, "close|reset|silent",
     "another client holds the slot: connections are turned away", "10"},
    {K::accept_reset, "accept-reset", A::none, "", "accepts a connection and resets it at once", "10"},
    {K::refuse, "refuse", A::none, "", "its port is closed", "13"},

    {K::no_answer, "no-answer", A::word, "query|set|refresh|all", "such a request is lost: not done, not answered",
     "14"},
    {K::ack_only, "ack-only", A::word, "ever|once", "every set, or only the first one, is acknowledged but not done",
     "14", true},
    {K::no_ack, "no-ack", A::none, "", "a set is done and pushed but not acknowledged", "6"},
    {K::silent_set, "silent-set", A::none, "", "a set is done, but only a query shows it", "6"},
    {K::refuse_set, "refuse-set", A::none, "", "a set is answered with return code 1", "6"},
    {K::push_first, "push-first", A::none, "", "the push of a set comes ahead of its acknowledgement", "6"},
    {K::push_between, "push-between", A::none, "", "a push comes between every request and its answer", "6"},
    {K::mute_push, "mute-push", A::none, "", "never pushes", "13"},
    {K::duplicate_push, "duplicate-push", A::none, "", "every push comes twice", "13"},
    {K::wrong_sequence, "wrong-sequence", A::none, "", "sequence numbers fit no request", "3"},
    {K::silent_refresh, "silent-refresh", A::none, "", "a refresh is done but not answered, and brings no push", "14"},
    {K::refresh_drops, "refresh-drops", A::none, "", "a refresh is done, and ends the connection instead of an answer",
     "14"},
    {K::refresh_crashes, "refresh-crashes", A::none, "",
     "a refresh of datapoint 1, of 22 to 25 or of more than three reboots it", "6"},

    {K::data_unvalid, "data-unvalid", A::word, "refresh|set|ever",
     "queries, but no null reads, are refused until a refresh, until a set, or for ever", "14", true},
    {K::undefined_relay, "undefined-relay", A::none, "", "relays are not reported until set or pressed", "14", true},
    {K::wrong_type, "wrong-type", A::none, "", "datapoints come as strings, whatever they are", "12"},
    {K::not_json, "not-json", A::none, "", "datapoints come as text that is no JSON", "12"},
    {K::stale_meter, "stale-meter", A::none, "", "readings are measured only when a refresh asks", "13"},

    {K::mute, "mute", A::word, "refresh|set|press",
     "only heartbeats are answered until a refresh, a set or a press; it pushes all the same", "14", true},
    {K::slow, "slow", A::duration, "60s", "only heartbeats are answered for that long; it pushes all the same", "13",
     true},
    {K::cloud_locked, "cloud-locked", A::none, "",
     "announces itself, but its port is closed until its cloud was reached", "13", true},
}};

constexpr bool in_order() {
  for (std::size_t each = 0; each < table.size(); ++each) {
    if (table[each].kind != static_cast<FaultKind>(each)) return false;
  }
  return true;
}
static_assert(in_order(), "faults are found by their kind");

std::optional<unsigned> parse_number(std::string_view text) {
  unsigned number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || number > 1'000'000) return std::nullopt;
  return number;
}

bool parse_count(std::string_view text, Fault& fault) {
  constexpr std::string_view frames = "frames";
  fault.frames = fault.kind == K::cut_after && text.ends_with(frames);
  if (fault.frames) text.remove_suffix(frames.size());
  const auto number = parse_number(text);
  const bool may_be_zero = fault.kind == K::half_dead;
  if (!number || (*number == 0 && !may_be_zero)) return false;
  fault.count = *number;
  return true;
}

/// The word of `choices` ("a|b|c") that equals `text`, as part of `choices`.
std::optional<std::string_view> parse_word(std::string_view text, std::string_view choices) {
  while (!choices.empty()) {
    const std::string_view word = choices.substr(0, choices.find('|'));
    if (word == text) return word;
    choices.remove_prefix(std::min(choices.size(), word.size() + 1));
  }
  return std::nullopt;
}

bool parse_argument(const FaultRow& row, std::string_view text, Fault& fault) {
  switch (row.argument) {
    case A::none:
      return text.empty();
    case A::count:
      return parse_count(text, fault);
    case A::duration: {
      const auto duration = parse_duration(text);
      fault.duration = duration.value_or(Duration{0});
      return duration.has_value();
    }
    case A::word: {
      const auto word = parse_word(text, row.usual);
      fault.word = word.value_or("");
      return word.has_value();
    }
  }
  return false;
}

std::string expected(const FaultRow& row) {
  switch (row.argument) {
    case A::none:
      return "no value";
    case A::count:
      return row.kind == K::cut_after ? "a number of bytes, or like 3frames" : "a number";
    case A::duration:
      return "a time such as " + std::string(row.usual);
    case A::word:
      return "one of " + std::string(row.usual);
  }
  return "";
}

}  // namespace

std::span<const FaultRow> fault_table() noexcept { return table; }

std::optional<Duration> parse_duration(std::string_view text) {
  const bool milliseconds = text.ends_with("ms");
  if (!milliseconds && !text.ends_with("s")) return std::nullopt;
  text.remove_suffix(milliseconds ? 2 : 1);
  const auto number = parse_number(text);
  if (!number) return std::nullopt;
  if (milliseconds) return std::chrono::milliseconds{*number};
  return std::chrono::seconds{*number};
}

Result<Fault> parse_fault(std::string_view text) {
  const std::size_t sign = text.find('=');
  const std::string_view word = text.substr(0, sign);
  const auto row = std::ranges::find(table, word, &FaultRow::name);
  if (row == table.end()) {
    std::array<std::string_view, fault_count> names;
    std::ranges::transform(table, names.begin(), &FaultRow::name);
    const auto nearest = nearest_word(word, names);
    return fail(ErrorKind::bad_config, "\"" + printable(word) + "\" is not a fault" +
                                           (nearest ? "; did you mean \"" + std::string(*nearest) + "\"?"
                                                    : "; `presad-sim faults` lists them"));
  }
  std::string_view value = row->usual.substr(0, row->usual.find('|'));
  if (sign != std::string_view::npos) value = text.substr(sign + 1);
  Fault fault;
  fault.kind = row->kind;
  if ((sign != std::string_view::npos && row->argument == A::none) || !parse_argument(*row, value, fault)) {
    return fail(ErrorKind::bad_config, "\"" + printable(value) + "\" does not fit the fault " + std::string(row->name) +
                                           ": expected " + expected(*row));
  }
  return fault;
}

std::string render_fault(const Fault& fault) {
  const FaultRow& row = table[static_cast<std::size_t>(fault.kind)];
  std::string text(row.name);
  switch (row.argument) {
    case A::none:
      return text;
    case A::count:
      return text + "=" + std::to_string(fault.count) + (fault.frames ? "frames" : "");
    case A::duration:
      return text + "=" +
             std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(fault.duration).count()) + "ms";
    case A::word:
      return text + "=" + std::string(fault.word);
  }
  return text;
}

void Faults::set(const Fault& fault) {
  const auto place = static_cast<std::size_t>(fault.kind);
  on_[place] = fault;
  cured_.reset(place);
}

void Faults::clear() {
  on_ = {};
  cured_.reset();
}

void Faults::cure(std::string_view remedy) {
  for (const FaultRow& row : table) {
    const Fault* fault = find(row.kind);
    if (row.wake_up && fault != nullptr && fault->word == remedy) cure(row.kind);
  }
}

void Faults::cure_all() {
  for (const FaultRow& row : table) {
    const Fault* fault = find(row.kind);
    if (row.wake_up && fault != nullptr && fault->word != "ever") cure(row.kind);
  }
}

const Fault* Faults::find(FaultKind kind) const {
  const auto place = static_cast<std::size_t>(kind);
  return on_[place] && !cured_.test(place) ? &*on_[place] : nullptr;
}

std::string Faults::render() const {
  std::string text;
  for (const auto& fault : on_) {
    if (fault) text += (text.empty() ? "" : " ") + render_fault(*fault);
  }
  return text.empty() ? "none" : text;
}

}  // namespace presad::simulator
