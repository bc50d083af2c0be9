// The families this presad knows, as a written-out list.

#pragma once

#include <span>

#include "families/family.h"

namespace presad {

/// In the order in which a person is told of them.
std::span<const Family> families() noexcept;

}  // namespace presad
