// Linked in, it counts what is allocated with new, so that a test can say "holds no memory", or "takes none".

#pragma once

namespace presad::testing {

/// Blocks that were allocated and not yet freed, of all threads.
long live_allocations() noexcept;

/// Blocks that were ever allocated, of all threads.
long allocations() noexcept;

}  // namespace presad::testing
