// The house's memory: facts by topic and name, handed over at once and written by a thread of its own. Loop thread.
//
// What is put is visible in facts() from then on, whether or not a disk ever took it; an fsync never delays the
// caller. The implementation over SQLite is sqlite_store.h; tests of other rooms use a fake.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/delegate.h"
#include "device/facts.h"

namespace presad::store {

/// How the memory is doing; told on change only.
struct Health {
  bool durable = true;  ///< what is put reaches the disk
  std::string cause;    ///< else why not and what to do, one sentence for a person
  friend bool operator==(const Health&, const Health&) = default;
};

class Store {
 public:
  virtual ~Store() = default;

  /// All that is known of `topic`; the reference lives until the next put() or forget() of that topic.
  virtual const Facts& facts(std::string_view topic) const = 0;

  /// Every topic of which something is known, in order.
  virtual std::vector<std::string> topics() const = 0;

  /// Remembers a fact. Never blocks, never fails. An equal fact costs nothing.
  virtual void put(std::string_view topic, std::string_view name, std::string_view value) = 0;

  /// Forgets one fact.
  virtual void erase(std::string_view topic, std::string_view name) = 0;

  /// Forgets all facts of `topic`.
  virtual void forget(std::string_view topic) = 0;
};

}  // namespace presad::store
