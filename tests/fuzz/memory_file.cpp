// Any bytes as the memory's file: opened or set aside, and whatever is read from it is a fact.
//
// The first byte says how the rest is laid out: even, all of it is the file; odd, the first half is, and the second
// half is its log. make_seeds writes them the same way.

#include "store/memory_file.h"

#include <cstdlib>
#include <filesystem>
#include <string>

#include "base/log.h"
#include "fuzz/input.h"
#include "store/fact_limits.h"
#include "support/test_process.h"

namespace {

using namespace presad;

void check(const store::StoredFacts& stored) {
  for (const auto& [topic, facts] : stored.facts) {
    fuzz::promise(!facts.empty() && facts.size() <= store::most_facts_per_topic, "as many facts as a topic may have");
    for (const auto& [name, value] : facts) {
      fuzz::promise(store::refusal(topic, name, value).empty(), "a fact is short printable text");
    }
  }
}

std::string text(ByteView bytes) { return {bytes.begin(), bytes.end()}; }

}  // namespace

extern "C" int LLVMFuzzerInitialize(int*, char***) {
  log::set_level(log::Level::error);
  return ::setenv("TMPDIR", "/dev/shm", 0);  // a sync costs nothing there
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const testing::TemporaryDirectory folder;
  const std::string path = folder.file("presad.db");
  fuzz::Input input(bytes, size);
  const bool with_log = input.byte() % 2 != 0;
  const ByteView rest = input.rest();
  const std::size_t half = with_log ? rest.size() / 2 : rest.size();
  testing::write_text_file(path, text(rest.first(half)));
  if (with_log) testing::write_text_file(path + "-wal", text(rest.subspan(half)));

  if (const auto stored = store::read_memory_file(path)) check(*stored);
  {
    auto opened = store::open_memory_file(path);
    fuzz::promise(opened.has_value(), "presad starts, whatever is in the file");
    check(opened->stored);
    store::Changes changes;
    changes.put("presa1", "power.1", "ON");
    Result<store::FactWriter> writer = store::FactWriter::prepare(opened->database);
    fuzz::promise(writer && writer->write(changes), "the file takes facts");
  }
  const auto again = store::open_memory_file(path);
  fuzz::promise(again.has_value() && again->stored.facts.contains("presa1"), "what it took is there the next time");
  return 0;
}
