#include "base/descriptor.h"

#include <unistd.h>

namespace presad {

void Descriptor::close() noexcept {
  if (number_ >= 0) ::close(std::exchange(number_, -1));
}

}  // namespace presad
