// A clock for one program, loaded before its libraries (LD_PRELOAD): this machine's own stays as it is.
//
// CLOCK_SECONDS is added to the time of day, CLOCK_KERNEL is what adjtimex(2) says of it: "kept", "unsynchronised", or
// anything else for a kernel that does not answer. Time that only runs on, by which programs wait, is left alone.

#include <sys/syscall.h>
#include <sys/timex.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <ctime>

extern "C" {

int clock_gettime(clockid_t clock, timespec* time) noexcept {
  const long done = ::syscall(SYS_clock_gettime, clock, time);
  const char* const seconds = std::getenv("CLOCK_SECONDS");
  if (done == 0 && clock == CLOCK_REALTIME && seconds != nullptr) time->tv_sec += std::atol(seconds);
  return static_cast<int>(done);
}

int adjtimex(timex* clock) noexcept {
  const char* const told = std::getenv("CLOCK_KERNEL");
  std::memset(clock, 0, sizeof *clock);
  if (told != nullptr && std::strcmp(told, "kept") == 0) return TIME_OK;
  clock->status = STA_UNSYNC;
  if (told != nullptr && std::strcmp(told, "unsynchronised") == 0) return TIME_ERROR;
  errno = EPERM;
  return -1;
}
}
