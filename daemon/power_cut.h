// Whether the machine itself lost its power, and with it the house: told from the kernel's name of this boot and from
// how presad's last run ended. Loop thread.
//
// A presad that is killed and not started again before its machine is looks like a power cut, too: nobody was there to
// see the difference. docs/memory.md says so.
//
// Evidence for a device is only what happened since it was last seen: one that was brought back in this boot already is
// left alone, however often presad is started anew.

#pragma once

#include <string>
#include <string_view>

#include "device/facts.h"
#include "store/store.h"

namespace presad {

/// The kernel's name of this boot, another one after every boot: 32 hex digits from `path`, or when that cannot be read
/// (ProcSubset=pid in the unit hides it) `from_systemd`, the unit's %b. Empty when there is neither.
std::string read_boot_id(const std::string& path, std::string_view from_systemd);
inline constexpr const char* boot_id_path = "/proc/sys/kernel/random/boot_id";

class PowerCut {
 public:
  /// Writes down that presad runs in this boot. `store` outlives it.
  PowerCut(store::Store& store, std::string boot_id);

  const std::string& boot_id() const noexcept { return boot_id_; }

  /// This boot followed one that ended without presad's being ended.
  bool house_lost_power() const noexcept { return house_lost_power_; }

  /// The device of these facts was well before the house lost its power, and was not seen to be well since. One that
  /// was never seen before is new in the house, and lost nothing.
  bool lost_power(const Facts& facts) const;

  /// presad is ended as it should be: what follows is no power cut.
  void on_orderly_end();

 private:
  store::Store& store_;
  std::string boot_id_;
  bool house_lost_power_ = false;
};

}  // namespace presad
