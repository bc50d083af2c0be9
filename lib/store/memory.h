// What presad knows, and what of it the disk does not have yet: where the loop and the writer thread meet.
//
// Both sides hold its lock for a look and a copy only, never while they wait for anything else.

#pragma once

#include <condition_variable>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/delegate.h"
#include "store/changes.h"
#include "store/store.h"

namespace presad::store {

class Memory {
 public:
  /// `complete`: `facts` are all that the file has. If not, what else it may have outlives a rewrite.
  /// `on_health` and `on_alive` are called on the writer's thread.
  Memory(FactsByTopic facts, bool complete, Delegate<void(const Health&)> on_health, Delegate<void()> on_alive)
      : complete_(complete), facts_(std::move(facts)), on_health_(on_health), on_alive_(on_alive) {}

  // The loop's thread.
  const Facts& facts(std::string_view topic) const;  ///< until the topic's next change
  std::vector<std::string> topics() const;
  void put(std::string_view topic, std::string_view name, std::string_view value);
  void erase(std::string_view topic, std::string_view name);
  void forget(std::string_view topic);
  /// Asks the writer to write, sync and end. False: it did not within `limit`; neither on_health nor on_alive is called
  /// any more.
  bool end_within(Duration limit);

  /// Asks the writer for a sign of life, which is on_alive.
  void ask_writer();

  // The writer's thread.
  /// Waits until `deadline` at most, for the wish to end, and if `for_changes` for changes. True: it is to end.
  bool wait(Timestamp deadline, bool for_changes);
  /// Lets more changes come, for so long at most; ends early with the wish to end. True: it is to end.
  bool gather(Duration limit);
  Changes take();
  /// What was taken may not have reached the disk: the next take() gives all facts.
  void want_all();
  void tell(const Health& health);
  void ended();

 private:
  void note_change(std::unique_lock<std::mutex>& lock);  ///< lets go of it

  const bool complete_;
  mutable std::mutex mutex_;
  std::condition_variable for_writer_;
  std::condition_variable for_loop_;
  FactsByTopic facts_;  ///< changed by the loop under the lock, so that the loop may read without
  Changes waiting_;
  bool all_wanted_ = false;  ///< then waiting_ stays empty
  bool asked_ = false;       ///< for a sign of life
  bool ending_ = false;
  bool ended_ = false;
  Delegate<void(const Health&)> on_health_;
  Delegate<void()> on_alive_;
};

}  // namespace presad::store
