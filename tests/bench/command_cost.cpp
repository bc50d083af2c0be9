// presad_command_cost DEVICES COMMANDS [PROTOCOL]: a house in memory that carries out so many commands, for callgrind
// to count. tests/bench/instructions runs it and says what one command costs.
//
// Counted is all that presad does between a command's arrival from the MQTT library and the end of the turn in which
// its POWER goes back to it: the bridge, the link, its frames and its JSON, presad's memory, and every turn of the loop
// with sd-event's part. Real are the bridge, the links, the loop and its timers, as many as a house of that size has.
// Not there, and so not counted: the sockets (one epoll for all, whose cost per event does not depend on how many there
// are), the MQTT library, the disk's thread. The plugs are in memory too, and not counted. The clock stands still
// meanwhile: under callgrind a second is full of heartbeats that belong to no command.

#include <malloc.h>
#include <valgrind/callgrind.h>

#include <charconv>
#include <cstdio>
#include <exception>
#include <optional>
#include <string_view>

#include "base/log.h"
#include "bench/standing_clock.h"
#include "support/house_in_memory.h"

namespace {

using presad::testing::HouseInMemory;

std::optional<std::size_t> number(std::string_view text) {
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// Counts while a command is carried out and no plug is at work.
struct Count {
  bool on = false;

  void toggle_for_command() {
    on = !on;
    CALLGRIND_TOGGLE_COLLECT;
  }
  void on_outside(bool) {
    if (on) CALLGRIND_TOGGLE_COLLECT;
  }
};

void run(std::size_t devices, std::size_t commands, presad::tuya::Version version) {
  presad::log::set_level(presad::log::Level::warning);
  Count count;
  HouseInMemory house(devices, version, presad::Delegate<void(bool)>::to<&Count::on_outside>(&count));
  presad::bench::stop_clock();
  // What is made once is made now; and what the start of ten thousand devices freed is put in order, which would be
  // ten million instructions of whichever commands come first.
  malloc_trim(0);
  for (std::size_t i = 0; i < 100 * HouseInMemory::commanded; ++i) {
    house.carry_out(house.next_command());
    house.write();
  }
  CALLGRIND_START_INSTRUMENTATION;
  for (std::size_t i = 0; i < commands; ++i) {
    const presad::mqtt::Received command = house.next_command();
    count.toggle_for_command();
    house.carry_out(command);
    count.toggle_for_command();
    house.write();
  }
  CALLGRIND_STOP_INSTRUMENTATION;
}

}  // namespace

int main(int argc, char** argv) {
  const auto devices = argc > 2 ? number(argv[1]) : std::nullopt;
  const auto commands = argc > 2 ? number(argv[2]) : std::nullopt;
  const auto version = presad::tuya::parse_version(argc > 3 ? argv[3] : "3.3");
  if (!devices || !commands || !version || argc > 4) {
    std::fputs("presad_command_cost DEVICES COMMANDS [PROTOCOL]\n", stderr);
    return 64;
  }
  try {
    run(*devices, *commands, *version);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "presad_command_cost: %s\n", error.what());
    return 1;
  }
  std::printf("%zu commands done in a house of %zu devices\n", *commands, *devices);
  return 0;
}
