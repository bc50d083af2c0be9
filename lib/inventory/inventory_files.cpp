#include "inventory/inventory_files.h"

#include <fcntl.h>
#include <grp.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "base/descriptor.h"

namespace presad {

namespace {

std::string reason(int number) {
  std::array<char, 128> text{};
  return strerror_r(number, text.data(), text.size());
}

/// What a person does who may not read `path`: of a group that may, he can be a member.
std::string way_in(const std::string& path) {
  std::string root = "; try it with sudo";
  struct stat status{};
  if (::stat(path.c_str(), &status) != 0 || (status.st_mode & S_IRGRP) == 0 || status.st_gid == 0) return root;
  std::array<char, 4096> room{};
  struct group entry{};
  struct group* found = nullptr;
  if (::getgrgid_r(status.st_gid, &entry, room.data(), room.size(), &found) != 0 || found == nullptr) return root;
  const std::string name = found->gr_name;
  return root + ", or join the group " + name + ": sudo adduser $USER " + name + ", and log in anew";
}

std::string why_not_opened(const std::string& path, int number) {
  return reason(number) + (number == EACCES ? way_in(path) : "");
}

}  // namespace

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

InventoryFiles find_inventory(const std::string& inventory, const std::string& secrets,
                              const std::string& credentials_directory, const std::string& instance) {
  const auto credential = [&](const char* name) {
    const std::string path = credentials_directory + '/' + name;
    return !credentials_directory.empty() && file_exists(path) ? path : std::string();
  };
  InventoryFiles files{inventory, secrets};
  if (files.inventory.empty()) {
    files.inventory = credential("presad.yaml");
    if (files.inventory.empty()) files.inventory = "/etc/presad/" + (instance.empty() ? "presad" : instance) + ".yaml";
    if (files.secrets.empty()) files.secrets = credential("secrets.yaml");
  }
  if (files.secrets.empty()) files.secrets = folder_of(files.inventory) + "/secrets.yaml";
  return files;
}

Result<std::string> read_text_file(const std::string& path, std::size_t limit) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.open()) return fail(ErrorKind::bad_config, why_not_opened(path, errno));
  std::string text;
  std::array<char, 16384> block;
  while (true) {
    const ssize_t got = ::read(file.number(), block.data(), block.size());
    if (got == 0) return text;
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return fail(ErrorKind::bad_config, reason(errno));
    text.append(block.data(), static_cast<std::size_t>(got));
    if (text.size() > limit) return fail(ErrorKind::bad_config, "longer than " + std::to_string(limit / 1024) + " KiB");
  }
}

bool file_exists(const std::string& path) { return ::access(path.c_str(), F_OK) == 0; }

std::optional<std::string> why_unreadable(const std::string& path) {
  struct stat status{};
  if (::stat(path.c_str(), &status) != 0) return reason(errno);
  if (S_ISDIR(status.st_mode)) return reason(EISDIR);
  if (::access(path.c_str(), R_OK) != 0) return reason(errno);
  return std::nullopt;
}

bool readable_by_others(const std::string& path) {
  struct stat status{};
  return ::stat(path.c_str(), &status) == 0 && (status.st_mode & S_IROTH) != 0;
}

}  // namespace presad
