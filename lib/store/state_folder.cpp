#include "store/state_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <cerrno>

namespace presad::store {

Result<StateFolder> StateFolder::take(const std::string& path) {
  constexpr mode_t only_mine = 0700;
  (void)::mkdir(path.c_str(), only_mine);
  StateFolder folder;
  // The folder itself is locked: that works on a disk that is full or read-only, and leaves nothing behind.
  folder.folder_ = Descriptor(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder.folder_.open() && ::flock(folder.folder_.number(), LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
    return fail(ErrorKind::busy, "another presad keeps its memory in " + path +
                                     ": end it, or give this one another folder "
                                     "with --state");
  }
  return folder;
}

}  // namespace presad::store
