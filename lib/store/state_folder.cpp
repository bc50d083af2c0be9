#include "store/state_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace presad::store {

StateFolder::~StateFolder() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

StateFolder::StateFolder(StateFolder&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

StateFolder& StateFolder::operator=(StateFolder&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

Result<StateFolder> StateFolder::take(const std::string& path) {
  constexpr mode_t only_mine = 0700;
  (void)::mkdir(path.c_str(), only_mine);
  StateFolder folder;
  // The folder itself is locked: that works on a disk that is full or read-only, and leaves nothing behind.
  folder.descriptor_ = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder.descriptor_ >= 0 && ::flock(folder.descriptor_, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
    return fail(ErrorKind::busy, "another presad keeps its memory in " + path +
                                     ": end it, or give this one another folder "
                                     "with --state");
  }
  return folder;
}

}  // namespace presad::store
