// Comparing secrets without telling by the time it takes where they differ. Pure.

#pragma once

#include "base/bytes.h"

namespace presad::crypto {

/// Equal in length and bytes. The time depends on the lengths only.
bool equal_in_constant_time(ByteView left, ByteView right) noexcept;

}  // namespace presad::crypto
