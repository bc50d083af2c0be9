#include "bridge/local_time.h"

#include <sys/timex.h>

#include <chrono>
#include <ctime>

namespace presad::bridge {

std::chrono::seconds utc_offset(WallTime time) {
  const std::time_t seconds = std::chrono::system_clock::to_time_t(time);
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
