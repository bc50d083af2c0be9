// Any text as an energy account: refused, or read as it is written; and whatever happens to one that was read, its
// total never falls and it can be read again. Input: the text, a newline, then three bytes for each thing that happens.

#include <chrono>
#include <cmath>

#include "base/text.h"
#include "energy/ledger.h"
#include "fuzz/input.h"

namespace {

using namespace presad;
using namespace presad::energy;

using fuzz::promise;

void check(const Ledger& ledger) {
  const std::string text = ledger.save();
  promise(text.size() <= 700, "an account is short");
  for (const char c : text) promise(c >= ' ' && c <= '~', "an account is printable");
  const Result<Ledger> again = Ledger::restore(text);
  promise(again && again->save() == text, "an account that was written can be read");
  const Totals totals = ledger.totals();
  for (const double wh : {totals.total_wh, totals.today_wh, totals.yesterday_wh}) {
    promise(wh >= 0 && wh <= 1e9, "energy is in bounds");
  }
  promise(totals.today_wh <= totals.total_wh, "the total includes today");
  promise(totals.gaps >= Duration(0), "a gap is not negative");
}

class Life {
 public:
  explicit Life(const Ledger& ledger) : ledger_(ledger) {}

  void step(std::uint8_t what, std::uint8_t high, std::uint8_t low) {
    const int size = high * 256 + low;
    const double before = ledger_.totals().total_wh;
    bool corrected = false;
    switch (what % 12) {
      case 0:
        time_.now += std::chrono::seconds(size);
        time_.wall_time += std::chrono::seconds(size);
        break;
      case 1:
        time_.wall_time += std::chrono::hours(size);
        break;
      case 2:
        time_.wall_time -= std::chrono::hours(size);
        break;
      case 3:
        time_.utc_offset = std::chrono::minutes(size % 1680 - 840);
        break;
      case 4:
        time_.wall_time_known = size % 2 == 0;
        break;
      case 5:
        ledger_.on_gap(time_);
        break;
      case 6:
        ledger_.on_increment(std::exp2(low % 32 - 6), high == 0 ? std::nullopt : std::optional<std::int64_t>(high),
                             time_);
        break;
      case 7:
        ledger_.set_total(size * 16'000.0, std::nullopt, time_);
        corrected = true;
        break;
      case 8:
        ledger_.set_today(size * 16'000.0, WallTime(std::chrono::hours(size)), time_);
        corrected = true;
        break;
      case 9:
        ledger_.set_yesterday(size * 16'000.0, std::nullopt, time_);
        break;
      default:
        ledger_.on_power(std::exp2(low % 32 - 6), time_);
    }
    ledger_.on_time(time_);
    promise(corrected || ledger_.totals().total_wh >= before, "the total never falls");
    check(ledger_);
  }

 private:
  Ledger ledger_;
  LedgerTime time_{Timestamp(std::chrono::hours(1)), WallTime(std::chrono::days(20'000)), {}, true};
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view all = as_text(ByteView(bytes, size));
  const std::string_view text = all.substr(0, all.find('\n'));
  const Result<Ledger> restored = Ledger::restore(text);
  if (!restored) {
    promise(restored.error().kind == ErrorKind::malformed, "what is no account is malformed");
    return 0;
  }
  promise(restored->save() == text, "an account is read as it is written");
  check(*restored);
  Life life(*restored);
  fuzz::Input rest(bytes + text.size(), size - text.size());
  rest.byte();
  while (!rest.empty()) {
    const std::uint8_t what = rest.byte();
    const std::uint8_t high = rest.byte();
    life.step(what, high, rest.byte());
  }
  return 0;
}
