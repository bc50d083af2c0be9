// The Store over SQLite, in `<folder>/presad.db`. docs/memory.md tells a person what it keeps.
//
// All facts are read at the start and then answered from memory; a thread of its own writes what changes: committed at
// once, so that a killed presad loses nothing that it had time to hand over, and synced in groups within a second,
// which is all that a power cut costs. A disk that fails changes nothing but Health: all facts are written when it
// works again.

#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "base/delegate.h"
#include "loop/event_loop.h"
#include "loop/inbox.h"
#include "store/memory.h"
#include "store/pace.h"
#include "store/state_folder.h"
#include "store/store.h"

namespace presad::store {

class SqliteStore final : public Store {
 public:
  /// Reads the file before it returns; no state of the disk or the file throws. Throws std::runtime_error when another
  /// presad has the folder, which is made if it is not there. `loop` is borrowed for life,
  /// `on_health` runs on it and is told when the disk begins to fail or works again, also when it fails from the start.
  SqliteStore(loop::EventLoop& loop, const std::string& folder, Delegate<void(const Health&)> on_health,
              const Pace& pace = {});

  /// Writes and syncs all. A call into a dead disk cannot be cancelled: after `pace.longest_end` the thread is left
  /// behind with what it holds, the log says so, and what was not synced is lost.
  ~SqliteStore() override;
  SqliteStore(const SqliteStore&) = delete;
  SqliteStore& operator=(const SqliteStore&) = delete;

  const Facts& facts(std::string_view topic) const override;
  std::vector<std::string> topics() const override;
  /// A fact beyond the bounds of fact_limits.h is refused, which the log says.
  void put(std::string_view topic, std::string_view name, std::string_view value) override;
  void erase(std::string_view topic, std::string_view name) override;
  void forget(std::string_view topic) override;

  /// Asks the writer's thread for a sign of life; `answered` runs on the loop's thread when it takes notice, which is
  /// after whatever it waits for now. Not to be called again before.
  void ask_writer(Delegate<void()> answered);

 private:
  void start(std::string path);
  void hand_over(const Health& health);  ///< the writer's thread
  void on_told(Health& health);
  void on_writer_alive() noexcept { alive_.ring(); }  ///< the writer's thread
  void on_alive();

  StateFolder folder_;  ///< let go of last
  const Pace pace_;
  Delegate<void(const Health&)> on_health_;
  loop::Inbox<Health> inbox_;
  loop::Bell alive_;
  Delegate<void()> answered_;
  std::shared_ptr<Memory> memory_;
  std::thread thread_;
};

}  // namespace presad::store
