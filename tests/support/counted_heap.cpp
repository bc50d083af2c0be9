// In a file of its own: where an optimizer sees both a test and these operators, it takes one half of a pair for the
// standard one, and warns of a mismatch that there is not.

#include "support/counted_heap.h"

#include <atomic>
#include <cstdlib>
#include <new>

namespace {
std::atomic<long> live{0};
std::atomic<long> ever{0};
}  // namespace

void* operator new(std::size_t size) {
  void* memory = std::malloc(size == 0 ? 1 : size);
  if (memory == nullptr) throw std::bad_alloc();
  ++live;
  ++ever;
  return memory;
}
void operator delete(void* memory) noexcept {
  if (memory != nullptr) --live;
  std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept { operator delete(memory); }

namespace presad::testing {

long live_allocations() noexcept { return live; }

long allocations() noexcept { return ever; }

}  // namespace presad::testing
