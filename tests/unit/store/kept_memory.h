// A folder with a memory in it that a test opens, closes and opens again.

#pragma once

#include <memory>
#include <string>
#include <vector>

#include "loop/event_loop.h"
#include "store/memory_file.h"
#include "store/sqlite_store.h"
#include "support/run_loop.h"
#include "support/test_process.h"

namespace presad::testing {

class KeptMemory {
 public:
  KeptMemory() : folder_(directory_.path()) {}
  explicit KeptMemory(std::string folder) : folder_(std::move(folder)) {}

  store::SqliteStore& open(const store::Pace& pace = {}) {
    store_.reset();
    store_ = std::make_unique<store::SqliteStore>(
        loop_, folder_, Delegate<void(const store::Health&)>::to<&KeptMemory::on_health>(this), pace);
    return *store_;
  }
  void close() { store_.reset(); }

  template <class Condition>
  bool until(Condition condition) {
    return run_until(loop_, condition);
  }
  bool until_durable(bool durable) {
    return until([&] { return !health.empty() && health.back().durable == durable; });
  }

  /// What another program would find in the file now; empty when it cannot be read.
  store::FactsByTopic on_disk() const {
    auto stored = store::read_memory_file(file());
    return stored ? stored->facts : store::FactsByTopic{};
  }
  bool until_on_disk(const std::string& topic, const std::string& name, const std::string& value) {
    return until([&] { return on_disk()[topic][name] == value; });
  }
  /// What was put while the disk came back may be written a moment after the disk is said to be well.
  bool until_on_disk(const store::FactsByTopic& facts) {
    return until([&] { return on_disk() == facts; });
  }

  std::string file() const { return folder_ + "/presad.db"; }
  const std::string& folder() const { return folder_; }
  loop::EventLoop& loop() { return loop_; }

  std::vector<store::Health> health;  ///< as told

 private:
  void on_health(const store::Health& now) { health.push_back(now); }

  TemporaryDirectory directory_;
  std::string folder_;
  loop::EventLoop loop_;
  std::unique_ptr<store::SqliteStore> store_;
};

}  // namespace presad::testing
