// How often a link asks the heap for memory: never for a heartbeat, a stated number of times for a command. Counted,
// not timed, so that it says the same on every machine.

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/random.h"
#include "families/tuya/link.h"
#include "simulator/plug_model.h"
#include "support/counted_heap.h"
#include "support/fake_clock.h"

namespace presad::tuya {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr Version all_versions[] = {Version::v3_1, Version::v3_2, Version::v3_3, Version::v3_4, Version::v3_5};

/// For one command: the order is taken on, a frame is made, the plug's acknowledgement and its push are read, its
/// answer and its state are told. Most of it is the push's JSON.
constexpr long most_per_command = 45;

struct NobodyRestores final : PowerTargets {
  std::optional<bool> target(unsigned, Power, bool) const override { return std::nullopt; }
  PowerOn own_restore() const override { return PowerOn::device; }
};

simulator::PlugSettings plug_settings(Version version) {
  simulator::PlugSettings settings;
  settings.version = version;
  settings.local_key = Key(as_bytes("0123456789abcdef").first<16>());
  settings.layout = simulator::make_layout("plug", 0).value();
  settings.wall_at_zero = FakeClock::wall_at_zero();
  return settings;
}

LinkSettings link_settings(const simulator::PlugSettings& plug) {
  LinkSettings settings;
  settings.device_id = plug.device_id;
  settings.local_key = plug.local_key;
  settings.address = "192.168.178.200";
  settings.version = plug.version;
  settings.command_interval = Duration(0);
  return settings;
}

/// A link and its plug; what the link does is counted, what the plug does is not.
class Pair {
 public:
  explicit Pair(Version version)
      : settings_(plug_settings(version)), plug_(settings_, random_), link_(link_settings(settings_), random_) {
    take(link_.start(clock_.moment(), nobody_restores_));
    pass(Duration(0));  // dials
    answered(plug_.on_connected(1, clock_.now()));
    take(link_.on_connected(clock_.moment()));
    for (int turn = 0; turn < 100 && !link_.condition().online; ++turn) pass(milliseconds(50));
    REQUIRE(link_.condition().online);
  }

  /// So much time goes by, with all that falls due in it.
  void pass(Duration span) {
    const Timestamp end = clock_.now() + span;
    do {
      exchange();
      clock_.advance_to(std::min({end, link_deadline_, plug_deadline_}));
      if (plug_deadline_ <= clock_.now()) answered(plug_.on_deadline(clock_.now()));
      if (link_deadline_ <= clock_.now()) {
        count([&] { return link_.on_deadline(clock_.moment()); });
      }
    } while (clock_.now() < end);
    exchange();
  }

  void switch_relay(bool on) {
    const SetPower wanted{1, on ? PowerAction::on : PowerAction::off};
    count([&] { return link_.execute(++last_command_, wanted, clock_.moment()); });
    for (int turn = 0; turn < 20; ++turn) pass(milliseconds(50));
    const Power shown = on ? Power::on : Power::off;
    REQUIRE(link_.state().relays.front() == shown);
  }

  long taken = 0;  ///< of the heap, by the link
  unsigned frames = 0;
  unsigned answers = 0;

 private:
  template <class Doing>
  void count(Doing doing) {
    const long before = testing::allocations();
    LinkEffects effects = doing();
    taken += testing::allocations() - before;
    take(std::move(effects));
  }

  void take(LinkEffects effects) {
    link_deadline_ = effects.deadline;
    frames += effects.send.empty() ? 0 : 1;
    append(to_plug_, effects.send);
    for (const LinkEvent& event : effects.events) answers += std::holds_alternative<Answered>(event) ? 1 : 0;
  }

  void answered(const simulator::PlugEffects& effects) {
    plug_deadline_ = effects.deadline;
    for (const auto& piece : effects.send) to_link_.push_back(piece.bytes);
  }

  void exchange() {
    while (!to_plug_.empty() || !to_link_.empty()) {
      if (!to_plug_.empty()) answered(plug_.on_bytes(1, std::exchange(to_plug_, {}), clock_.now()));
      for (const Bytes& piece : std::exchange(to_link_, {})) {
        count([&] { return link_.on_bytes(piece, clock_.moment()); });
      }
    }
  }

  FakeClock clock_;
  SeededRandom random_{7};
  simulator::PlugSettings settings_;
  simulator::PlugModel plug_;
  NobodyRestores nobody_restores_;
  Link link_;
  Timestamp link_deadline_ = never;
  Timestamp plug_deadline_ = never;
  Bytes to_plug_;
  std::vector<Bytes> to_link_;
  CommandId last_command_ = 0;
};

}  // namespace

TEST_CASE("a heartbeat and its answer take no memory") {
  for (const Version version : all_versions) {
    CAPTURE(name(version));
    Pair pair(version);
    pair.pass(seconds(20));  // the scratch of this thread is made here
    pair.taken = 0;
    pair.frames = 0;
    pair.pass(seconds(35));  // less than until the next query, which now and then asks for more than a sign of life
    CHECK(pair.frames >= 3);
    CHECK(pair.taken == 0);
  }
}

TEST_CASE("a command takes a small number of blocks, the same for the thousandth as for the first") {
  for (const Version version : all_versions) {
    CAPTURE(name(version));
    Pair pair(version);
    for (int i = 0; i < 10; ++i) pair.switch_relay(i % 2 == 0);
    long first = 0;
    for (int i = 0; i < 40; ++i) {
      pair.taken = 0;
      pair.answers = 0;
      pair.switch_relay(i % 2 == 0);
      CHECK(pair.answers == 1);
      if (i == 0) first = pair.taken;
      CHECK(pair.taken <= most_per_command);
    }
    MESSAGE(std::string(name(version)) << ": " << first << " blocks for a command");
  }
}

}  // namespace presad::tuya
