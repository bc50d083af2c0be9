// A socket that nothing reaches any more: the way a plug without power looks from outside.
//
// A closed port answers with RST and a live socket acknowledges, even when its program does not; a plug
// without power does neither. A socket filter that takes nothing makes the kernel drop every packet for this socket
// unseen, without privileges. Source: socket(7), SO_ATTACH_FILTER.

#pragma once

namespace presad::simulator {

/// From now on the kernel drops every packet for `descriptor`. False when it refuses.
bool drop_all_packets(int descriptor) noexcept;

/// Undoes drop_all_packets(); harmless without it.
void pass_all_packets(int descriptor) noexcept;

}  // namespace presad::simulator
