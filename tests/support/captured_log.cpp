#include "support/captured_log.h"

#include <fcntl.h>
#include <unistd.h>

namespace presad::testing {

CapturedLog::CapturedLog() : before_(::fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3)) {
  const int file = ::open(directory_.file("stderr").c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  ::dup2(file, STDERR_FILENO);
  ::close(file);
}

CapturedLog::~CapturedLog() {
  ::dup2(before_, STDERR_FILENO);
  ::close(before_);
}

}  // namespace presad::testing
