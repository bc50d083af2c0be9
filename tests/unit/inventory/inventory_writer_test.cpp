// The two files on a disk: whole, with owner and mode as they were.

#include "inventory/inventory_writer.h"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include "support/test_process.h"

using namespace presad;
using presad::testing::TemporaryDirectory;

namespace {

struct Files {
  TemporaryDirectory folder;
  InventoryFiles names{folder.file("presad.yaml"), folder.file("secrets.yaml")};

  std::size_t count() const {
    const std::filesystem::directory_iterator all(folder.path());
    return static_cast<std::size_t>(std::distance(begin(all), end(all)));
  }
};

unsigned mode_of(const std::string& path) {
  struct stat status{};
  REQUIRE(stat(path.c_str(), &status) == 0);
  return status.st_mode & 07777U;
}

std::string text_of(const std::string& path) { return presad::testing::read_text_file(path); }

}  // namespace

TEST_CASE("new files are for owner and group alone") {
  const Files files;
  REQUIRE(write_inventory_texts(files.names, {}, {"devices:\n", "a: 'b'\n"}));
  CHECK(text_of(files.names.inventory) == "devices:\n");
  CHECK(text_of(files.names.secrets) == "a: 'b'\n");
  CHECK(mode_of(files.names.inventory) == 0640);
  CHECK(mode_of(files.names.secrets) == 0640);
  CHECK(files.count() == 2);
}

TEST_CASE("an inventory keeps its mode; secrets are closed to others") {
  const Files files;
  presad::testing::write_text_file(files.names.inventory, "a\n");
  presad::testing::write_text_file(files.names.secrets, "b\n");
  REQUIRE(chmod(files.names.inventory.c_str(), 0604) == 0);
  REQUIRE(chmod(files.names.secrets.c_str(), 0664) == 0);
  REQUIRE(write_inventory_texts(files.names, {"a\n", "b\n"}, {"c\n", "d\n"}));
  CHECK(mode_of(files.names.inventory) == 0604);
  CHECK(mode_of(files.names.secrets) == 0660);
  CHECK(text_of(files.names.inventory) == "c\n");
}

TEST_CASE("a link stays a link, and the file it names is changed") {
  const Files files;
  const std::string target = files.folder.file("real.yaml");
  presad::testing::write_text_file(target, "a\n");
  REQUIRE(symlink("real.yaml", files.names.inventory.c_str()) == 0);
  REQUIRE(write_inventory_texts(files.names, {"a\n", ""}, {"c\n", ""}));
  CHECK(std::filesystem::is_symlink(files.names.inventory));
  CHECK(text_of(target) == "c\n");
  std::filesystem::remove(target);
  const auto written = write_inventory_texts(files.names, {"", ""}, {"c\n", ""});
  REQUIRE_FALSE(written);
  CHECK(written.error().what.find("leads nowhere") != std::string::npos);
}

TEST_CASE("what somebody else changed meanwhile is not overwritten") {
  const Files files;
  presad::testing::write_text_file(files.names.inventory, "theirs\n");
  const auto written = write_inventory_texts(files.names, {"a\n", ""}, {"c\n", "d\n"});
  REQUIRE_FALSE(written);
  CHECK(written.error().what.find("somebody else changed") != std::string::npos);
  CHECK(text_of(files.names.inventory) == "theirs\n");
  CHECK(files.count() == 1);
}

TEST_CASE("a folder that may not be written is named, and nothing is left behind") {
  const Files files;
  const InventoryFiles nowhere{files.folder.file("none/presad.yaml"), files.folder.file("none/secrets.yaml")};
  const auto written = write_inventory_texts(nowhere, {}, {"c\n", ""});
  REQUIRE_FALSE(written);
  CHECK(written.error().what.find("none") != std::string::npos);
  CHECK(files.count() == 0);
}
