// Devices that went from the inventory, by a reload or while presad was not there: what they left on the broker is
// cleared. Loop thread.

#pragma once

#include <cstdint>
#include <string>

#include "base/delegate.h"
#include "bridge/publisher.h"
#include "bridge/retained.h"
#include "store/store.h"

namespace presad::bridge {

enum class Keeper : std::uint8_t {
  presad,  ///< answers for the device now
  itself,  ///< the device is on the broker, or about to be
  nobody,
};

class Orphans final : private Scheduled {
 public:
  /// `keeper` tells who has a topic now. All outlive it.
  Orphans(store::Store& store, Publisher& publisher, Delegate<Keeper(const std::string&)> keeper)
      : store_(store), publisher_(publisher), retained_(store, publisher), keeper_(keeper) {}
  ~Orphans() { publisher_.schedule().remove(*this); }
  Orphans(const Orphans&) = delete;
  Orphans& operator=(const Orphans&) = delete;

  /// Looks for them once it has been heard who else is on the broker.
  void on_broker_connected();
  void on_broker_lost() { publisher_.schedule().remove(*this); }

  /// `topic` was let go just now. While the broker is away this waits for its return.
  void look_at(const std::string& topic);

 private:
  void on_due(Timestamp now) override;

  store::Store& store_;
  Publisher& publisher_;
  Retained retained_;
  Delegate<Keeper(const std::string&)> keeper_;
};

}  // namespace presad::bridge
