#include "daemon/answered_note.h"

#include <doctest/doctest.h>

#include <fstream>

#include "support/test_process.h"

using namespace presad;
using presad::testing::TemporaryDirectory;

TEST_CASE("what is noted is what the next process reads") {
  const TemporaryDirectory folder;
  AnsweredNote(folder.path()).write({"tele/presa1/LWT", "tele/caff\xc3\xa8/LWT"});
  CHECK(AnsweredNote(folder.path()).read() == std::vector<std::string>{"tele/presa1/LWT", "tele/caff\xc3\xa8/LWT"});
}

TEST_CASE("a note is replaced whole, and removed") {
  const TemporaryDirectory folder;
  AnsweredNote note(folder.path());
  note.write({"tele/presa1/LWT", "tele/presa2/LWT"});
  note.write({"tele/presa2/LWT"});
  CHECK(note.read() == std::vector<std::string>{"tele/presa2/LWT"});
  note.remove();
  CHECK(note.read().empty());
}

TEST_CASE("no note names nobody, and a line that was cut off neither") {
  const TemporaryDirectory folder;
  CHECK(AnsweredNote(folder.path()).read().empty());
  std::ofstream(folder.path() + "/answered") << "tele/presa1/LWT\ntele/pres";
  CHECK(AnsweredNote(folder.path()).read() == std::vector<std::string>{"tele/presa1/LWT"});
}
