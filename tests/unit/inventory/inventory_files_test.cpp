#include "inventory/inventory_files.h"

#include <doctest/doctest.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "read_inventory.h"

using namespace presad;

namespace {

/// A folder that goes when the test does.
class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "presad-inventory-XXXXXX").string();
    path_ = mkdtemp(name.data());
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::string write(const std::string& name, const std::string& text, mode_t mode = 0640) const {
    const std::string path = path_ + '/' + name;
    std::ofstream(path) << text;
    ::chmod(path.c_str(), mode);
    return path;
  }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

constexpr const char* with_secret = "mqtt: { username: u, password: !secret mqtt }\n";

}  // namespace

TEST_CASE("without anything said the inventory is the installed one") {
  CHECK(find_inventory("", "", "", "site").inventory == "/etc/presad/site.yaml");
  CHECK(find_inventory("", "", "", "site").secrets == "/etc/presad/secrets.yaml");
  const InventoryFiles files = find_inventory("", "", "");
  CHECK(files.inventory == "/etc/presad/presad.yaml");
  CHECK(files.secrets == "/etc/presad/secrets.yaml");
}

TEST_CASE("the secrets stand beside the inventory that was named") {
  CHECK(find_inventory("/srv/house.yaml", "", "").secrets == "/srv/secrets.yaml");
  CHECK(find_inventory("house.yaml", "", "").secrets == "./secrets.yaml");
  CHECK(find_inventory("/house.yaml", "", "").secrets == "//secrets.yaml");
  CHECK(find_inventory("/srv/house.yaml", "/run/keys", "").secrets == "/run/keys");
}

TEST_CASE("systemd's credentials are taken when nothing was named") {
  const Folder credentials;
  const std::string inventory = credentials.write("presad.yaml", "devices:\n");
  const std::string secrets = credentials.write("secrets.yaml", "{}");
  CHECK(find_inventory("", "", credentials.path()).inventory == inventory);
  CHECK(find_inventory("", "", credentials.path()).secrets == secrets);
  CHECK(find_inventory("/x/y.yaml", "", credentials.path()).inventory == "/x/y.yaml");
  CHECK(find_inventory("/x/y.yaml", "", credentials.path()).secrets == "/x/secrets.yaml");
}

TEST_CASE("who may not read a file is told of sudo, and of the group whose members may") {
  constexpr uid_t nobody = 65534;
  constexpr gid_t daemon_group = 1;  // Debian's base-passwd
  if (::geteuid() != 0) return;      // only root can be somebody else
  const Folder folder;
  const std::string file = folder.write("presad.yaml", "devices:\n");
  REQUIRE(::chmod(folder.path().c_str(), 0711) == 0);
  const auto told = [&] {
    REQUIRE(::seteuid(nobody) == 0);
    const auto text = read_text_file(file, 1024);
    REQUIRE(::seteuid(0) == 0);
    return text ? std::string("it was read") : text.error().what;
  };
  REQUIRE(::chown(file.c_str(), 0, daemon_group) == 0);
  CHECK(told() ==
        "Permission denied; try it with sudo, or join the group daemon: sudo adduser $USER daemon, and log in anew");
  REQUIRE(::chmod(file.c_str(), 0600) == 0);
  CHECK(told() == "Permission denied; try it with sudo");
  REQUIRE(::chmod(folder.path().c_str(), 0700) == 0);
  CHECK(told() == "Permission denied; try it with sudo");
}

TEST_CASE("only the secrets may come as a credential") {
  const Folder credentials;
  const std::string secrets = credentials.write("secrets.yaml", "{}");
  const InventoryFiles files = find_inventory("", "", credentials.path());
  CHECK(files.inventory == "/etc/presad/presad.yaml");
  CHECK(files.secrets == secrets);
}

TEST_CASE("an inventory that is not there is one finding with the system's reason") {
  const Folder folder;
  const InventoryFiles files = find_inventory(folder.path() + "/presad.yaml", "", "");
  const Loaded loaded = load_settings(files, test::test_families);
  CHECK_FALSE(loaded.settings.has_value());
  CHECK(loaded.findings.render() ==
        files.inventory + ": cannot be read: No such file or directory\n1 problem; nothing was started.\n");
}

TEST_CASE("a folder and a file that never ends are refused") {
  CHECK(read_text_file("/", 100).error().what == "Is a directory");
  CHECK(read_text_file("/dev/zero", 1024 * 1024).error().what == "longer than 1024 KiB");
}

TEST_CASE("a file is read to its last byte") {
  const Folder folder;
  const std::string text(100'000, 'x');
  CHECK(*read_text_file(folder.write("f", text), 100'000) == text);
  CHECK_FALSE(read_text_file(folder.path() + "/f", 99'999));
}

TEST_CASE("secrets are read from the file beside the inventory") {
  const Folder folder;
  folder.write("secrets.yaml", "mqtt: hunter2\n");
  const std::string inventory = folder.write("presad.yaml", with_secret, 0644);
  const Loaded loaded = load_settings(find_inventory(inventory, "", ""), test::test_families);
  REQUIRE(loaded.settings.has_value());
  CHECK(loaded.settings->broker.password.reveal() == "hunter2");
  CHECK(loaded.findings.render().empty());
}

TEST_CASE("secrets that everybody may read are a warning with the cure") {
  const Folder folder;
  const std::string secrets = folder.write("secrets.yaml", "mqtt: hunter2\n", 0644);
  const std::string inventory = folder.write("presad.yaml", with_secret);
  const Loaded loaded = load_settings(find_inventory(inventory, "", ""), test::test_families);
  CHECK(loaded.settings.has_value());
  CHECK(loaded.findings.render() == secrets + ": warning: everybody on this machine may read the secrets; chmod 0640 " +
                                        secrets + "\n1 warning.\n");
}

TEST_CASE("a missing file of secrets matters only when a secret is asked for") {
  const Folder folder;
  const std::string plain = folder.write("plain.yaml", "devices:\n");
  CHECK(load_settings(find_inventory(plain, "", ""), test::test_families).findings.render().empty());
  const std::string asking = folder.write("asking.yaml", with_secret);
  CHECK(load_settings(find_inventory(asking, "", ""), test::test_families)
            .findings.render()
            .find("asking.yaml:1:32: the secrets in " + folder.path() +
                  "/secrets.yaml cannot be read: No such file or directory") != std::string::npos);
}
