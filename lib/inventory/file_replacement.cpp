#include "inventory/file_replacement.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <climits>
#include <cstdlib>
#include <cstring>
#include <optional>

#include "inventory/inventory_files.h"

namespace presad {

namespace {

constexpr mode_t new_file_mode = 0640;
constexpr mode_t others = 0007;

struct Identity {
  mode_t mode = new_file_mode;
  uid_t owner = 0;
  gid_t group = 0;
};

tl::unexpected<Error> refuse(const std::string& path, const char* what, int number) {
  std::array<char, 128> reason{};
  const bool denied = number == EACCES || number == EPERM || number == EROFS;
  return fail(ErrorKind::bad_config, path + ": " + what + ": " + strerror_r(number, reason.data(), reason.size()) +
                                         (denied ? "; try it with sudo" : ""));
}

/// The file that `path` leads to; `path` itself when there is none yet.
Result<std::string> target_of(const std::string& path) {
  std::array<char, PATH_MAX> resolved{};
  if (realpath(path.c_str(), resolved.data()) != nullptr) return std::string(resolved.data());
  struct stat status{};
  if (errno == ENOENT && lstat(path.c_str(), &status) != 0) return path;
  return refuse(path, "it is a link that leads nowhere", ENOENT);
}

Result<Identity> identity_of(const std::string& path, const std::string& model) {
  struct stat status{};
  if (stat(path.c_str(), &status) == 0) {
    if (!S_ISREG(status.st_mode)) return fail(ErrorKind::bad_config, path + " is not a regular file");
    return Identity{static_cast<mode_t>(status.st_mode & 07777U), status.st_uid, status.st_gid};
  }
  if (stat(model.c_str(), &status) != 0) return refuse(model, "cannot be looked at", errno);
  return Identity{new_file_mode, geteuid(), status.st_gid};
}

/// A file that is gone again unless it was renamed.
class Draft {
 public:
  explicit Draft(const std::string& path) : name_(path + ".XXXXXX"), descriptor_(mkostemp(name_.data(), O_CLOEXEC)) {}
  ~Draft() {
    if (descriptor_ < 0) return;
    close(descriptor_);
    if (!renamed_) unlink(name_.c_str());
  }
  Draft(const Draft&) = delete;
  Draft& operator=(const Draft&) = delete;

  int descriptor() const noexcept { return descriptor_; }

  bool write(std::string_view text) const {
    while (!text.empty()) {
      const ssize_t done = ::write(descriptor_, text.data(), text.size());
      if (done < 0 && errno == EINTR) continue;
      if (done < 0) return false;
      text.remove_prefix(static_cast<std::size_t>(done));
    }
    return fsync(descriptor_) == 0;
  }

  bool rename_to(const std::string& path) {
    renamed_ = std::rename(name_.c_str(), path.c_str()) == 0;
    return renamed_;
  }

 private:
  std::string name_;
  int descriptor_;
  bool renamed_ = false;
};

/// The new name is on the disk once its folder is.
void flush_folder(const std::string& path) {
  const int folder = open(folder_of(path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return;
  fsync(folder);
  close(folder);
}

}  // namespace

Result<bool> replace_file(const std::string& path, std::string_view text, Readers readers, const std::string& model) {
  const auto target = target_of(path);
  if (!target) return target.error();
  auto identity = identity_of(*target, model);
  if (!identity) return identity.error();
  if (readers == Readers::owner_and_group) identity->mode &= ~others;

  Draft draft(*target);
  if (draft.descriptor() < 0) return refuse(path, "cannot be replaced", errno);
  struct stat now{};
  if (fstat(draft.descriptor(), &now) != 0) return refuse(path, "cannot be replaced", errno);
  const bool other_owner = now.st_uid != identity->owner || now.st_gid != identity->group;
  if (other_owner && fchown(draft.descriptor(), identity->owner, identity->group) != 0) {
    return refuse(path, "cannot be given its owner and group", errno);
  }
  if (fchmod(draft.descriptor(), identity->mode) != 0) return refuse(path, "cannot be given its mode", errno);
  if (!draft.write(text)) return refuse(path, "cannot be written", errno);
  if (!draft.rename_to(*target)) return refuse(path, "cannot be replaced", errno);
  flush_folder(*target);
  return true;
}

}  // namespace presad
