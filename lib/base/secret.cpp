#include "base/secret.h"

#include <cstring>

namespace presad {

void wipe(void* memory, std::size_t size) noexcept {
  if (size != 0) explicit_bzero(memory, size);
}

}  // namespace presad
