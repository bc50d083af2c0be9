// How often presad asks the heap for memory between a command's arrival from the broker and its last answer, and that a
// house a hundred times as large asks no more often. Counted, not timed, so that it says the same on every machine.

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "base/log.h"
#include "support/counted_heap.h"
#include "support/house_in_memory.h"

namespace presad {
namespace {

using testing::HouseInMemory;

/// Bridge, memory and link together; the link's own part is in test_allocations.
constexpr long most_per_command = 55;

class Count {
 public:
  long taken = 0;

  void begin() {
    taken = 0;
    mark_ = testing::allocations();
  }
  void end() { taken += testing::allocations() - mark_; }
  void on_outside(bool outside) {
    if (outside) {
      end();
    } else {
      mark_ = testing::allocations();
    }
  }

 private:
  long mark_ = 0;
};

/// What each of so many commands took, once every plug that is commanded has had two.
std::vector<long> taken_per_command(std::size_t devices, tuya::Version version, std::size_t commands) {
  log::set_level(log::Level::warning);
  Count count;
  HouseInMemory house(devices, version, Delegate<void(bool)>::to<&Count::on_outside>(&count));
  std::vector<long> taken;
  for (std::size_t i = 0; i < 2 * HouseInMemory::commanded + commands; ++i) {
    const mqtt::Received command = house.next_command();
    count.begin();
    house.carry_out(command);
    count.end();
    house.write();
    if (i >= 2 * HouseInMemory::commanded) taken.push_back(count.taken);
  }
  return taken;
}

}  // namespace

TEST_CASE("a command takes a small number of blocks, in a house of a thousand devices as in one of ten") {
  for (const tuya::Version version :
       {tuya::Version::v3_1, tuya::Version::v3_3, tuya::Version::v3_4, tuya::Version::v3_5}) {
    CAPTURE(name(version));
    const std::vector<long> few = taken_per_command(10, version, 40);
    const std::vector<long> many = taken_per_command(1000, version, 40);
    const long most = *std::max_element(few.begin(), few.end());
    CHECK(most <= most_per_command);
    CHECK(few == many);
    MESSAGE(std::string(name(version)) << ": at most " << most << " blocks for a command");
  }
}

}  // namespace presad
