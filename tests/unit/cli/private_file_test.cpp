#include "cli/private_file.h"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace presad::cli {

namespace {

namespace fs = std::filesystem;

struct Folder {
  Folder() {
    std::string name = fs::temp_directory_path() / "presad-private-XXXXXX";
    path = ::mkdtemp(name.data());
  }
  ~Folder() { fs::remove_all(path); }
  std::string operator/(const char* name) const { return path / name; }

  fs::path path;
};

unsigned mode_of(const std::string& path) {
  struct stat about{};
  REQUIRE(::stat(path.c_str(), &about) == 0);
  return about.st_mode & 0777U;
}

}  // namespace

TEST_CASE("a private file is its owner's alone, whatever the umask and whatever was there") {
  const Folder folder;
  const std::string path = folder / "secret";
  std::ofstream(path) << "old";
  fs::permissions(path, fs::perms::owner_all | fs::perms::others_all);
  const mode_t before = ::umask(0);
  const auto written = write_private_file(path, "new");
  ::umask(before);
  REQUIRE(written);
  CHECK(mode_of(path) == 0600);
  CHECK(read_private_file(path).value() == "new");
  CHECK(std::distance(fs::directory_iterator(folder.path), fs::directory_iterator()) == 1);
}

TEST_CASE("a link is replaced and what it points at stays as it was") {
  const Folder folder;
  std::ofstream(folder / "other") << "other's";
  fs::create_symlink(folder / "other", folder / "secret");
  REQUIRE(write_private_file(folder / "secret", "new"));
  CHECK(!fs::is_symlink(folder / "secret"));
  std::string left;
  std::getline(std::ifstream(folder / "other"), left);
  CHECK(left == "other's");
}

TEST_CASE("what cannot be written is told and leaves nothing behind") {
  const Folder folder;
  const auto nowhere = write_private_file(folder / "no/secret", "x");
  REQUIRE(!nowhere);
  CHECK(nowhere.error().what.ends_with("cannot be written: No such file or directory"));
  fs::create_directory(folder / "folder");
  CHECK(!write_private_file(folder / "folder", "x"));
  CHECK(std::distance(fs::directory_iterator(folder.path), fs::directory_iterator()) == 1);
}

TEST_CASE("a file that others can read, that is none, or that has no end is not read") {
  const Folder folder;
  REQUIRE(write_private_file(folder / "secret", std::string(64 * 1024, 'x')));
  CHECK(read_private_file(folder / "secret").has_value());
  fs::permissions(folder / "secret", fs::perms::group_read, fs::perm_options::add);
  CHECK(read_private_file(folder / "secret").error().what.ends_with("can be read by others; chmod 600 it"));
  REQUIRE(write_private_file(folder / "long", std::string((64 * 1024) + 1, 'x')));
  CHECK(read_private_file(folder / "long").error().what.ends_with("is longer than 64 KiB"));
  CHECK(!read_private_file(folder / "none"));
  CHECK(!read_private_file(folder.path));
  REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);
  CHECK(read_private_file(folder / "pipe").error().what.ends_with("is no file"));
}

}  // namespace presad::cli
