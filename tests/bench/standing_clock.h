// Linked in, it is the clock of the whole program, libraries too, and can be stopped.

#pragma once

namespace presad::bench {

/// From now on no time goes by; what waits for a deadline waits for ever.
void stop_clock() noexcept;

}  // namespace presad::bench
