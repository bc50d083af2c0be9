#include "store/state_folder.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <filesystem>
#include <stdexcept>

#include "unit/store/kept_memory.h"

using namespace presad;
using namespace presad::store;
using presad::testing::KeptMemory;
using presad::testing::TemporaryDirectory;

TEST_CASE("a folder that is missing is made, for its account alone") {
  const TemporaryDirectory directory;
  KeptMemory memory(directory.file("state"));
  memory.open().put("presa1", "power.1", "ON");
  struct stat status{};
  REQUIRE(::stat(memory.folder().c_str(), &status) == 0);
  CHECK((status.st_mode & 07777U) == 0700);
  memory.close();
  CHECK(memory.on_disk() == FactsByTopic{{"presa1", {{"power.1", "ON"}}}});
}

TEST_CASE("a second presad in the same folder does not start and says what to do; the first one's end lets it") {
  KeptMemory first;
  KeptMemory second(first.folder());
  first.open().put("presa1", "power.1", "ON");
  std::string said;
  try {
    second.open();
  } catch (const std::runtime_error& error) {
    said = error.what();
  }
  CHECK(said == "another presad keeps its memory in " + first.folder() +
                    ": end it, or give this one another folder with --state");
  first.close();
  CHECK(second.open().facts("presa1") == Facts{{"power.1", "ON"}});
}

TEST_CASE("a folder that cannot be had is nobody's, and no failure of the lock's") {
  const TemporaryDirectory directory;
  CHECK(StateFolder::take(directory.file("missing/state")));
  testing::write_text_file(directory.file("file"), "");
  CHECK(StateFolder::take(directory.file("file")));
}
