// What every verb shares that goes to devices itself, without presad: how long it waits, and that it brings nothing
// anywhere by itself.

#pragma once

#include <chrono>

#include "base/clock.h"
#include "device/device.h"
#include "device/power_targets.h"

namespace presad::cli {

/// How long a trouble must last to be believed. Where the port is closed or nobody answers an announcement may still
/// tell more; devices announce themselves every five to ten seconds.
Duration patience_with(Trouble trouble) noexcept;

/// A device that has one trouble after the other is not met any more, however short each lasts.
inline constexpr Duration meeting_limit = std::chrono::seconds(60);

/// When to give up a device that is in `trouble` since `now` and was first asked at `started`.
Timestamp give_up_at(Trouble trouble, Timestamp started, Timestamp now) noexcept;

/// No relay is to be brought anywhere: what a visit to a device switches, somebody has asked for.
struct NoTargets final : PowerTargets {
  std::optional<bool> target(unsigned, Power, bool) const override { return std::nullopt; }
  PowerOn own_restore() const override { return PowerOn::device; }
};

}  // namespace presad::cli
