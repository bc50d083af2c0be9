#include "bridge/local_time.h"

#include <sys/timex.h>

#include <ctime>

namespace presad::bridge {

std::chrono::seconds utc_offset(WallTime time) {
  const std::time_t seconds = std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch()).count();
  std::tm local{};
  if (localtime_r(&seconds, &local) == nullptr) return std::chrono::seconds(0);
  return std::chrono::seconds(local.tm_gmtoff);
}

bool wall_time_known() {
  constexpr std::time_t patience = 600;
  timespec up{};
  if (clock_gettime(CLOCK_BOOTTIME, &up) != 0 || up.tv_sec >= patience) return true;
  timex state{};
  return adjtimex(&state) != TIME_ERROR;
}

}  // namespace presad::bridge
