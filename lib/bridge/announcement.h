// A device's announcement to Home Assistant: when it is made, and made again. Loop thread.
//
// What it says is lib/tasmota's business (native_discovery.h, mqtt_discovery.h). It is made once the device's shape is
// known, if from an earlier run, and complete while the device is away: what its SENSOR ever showed is remembered.
// Source: lib/tasmota/DIALECT.md, 12.

#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/delegate.h"
#include "bridge/publisher.h"
#include "bridge/retained.h"
#include "store/store.h"
#include "tasmota/sensor_shape.h"

namespace presad::bridge {

/// The same view of a device in another state; `state` is borrowed.
tasmota::View with_state(const tasmota::View& view, const State& state);

class Announcement final : private Scheduled {
 public:
  /// `store` and `publisher` outlive it. `identity`: what the store knows of another device is of no use. `due` is
  /// called when it is time for make().
  Announcement(store::Store& store, Publisher& publisher, const tasmota::Identity& identity, Delegate<void()> due);
  ~Announcement() { publisher_.unhurried_schedule().remove(*this); }
  Announcement(const Announcement&) = delete;
  Announcement& operator=(const Announcement&) = delete;

  /// The broker is there (again), and may have forgotten: clears what another kind of discovery or another id left.
  void on_broker_connected(const tasmota::View& view);
  void on_broker_lost();

  /// The broker gets, or will get, a retained LWT of the device's.
  void note_presence(const tasmota::View& view);

  /// Something that it says may have changed: looked at within a second or so.
  void look_again();

  /// The device's options changed: notes what they will have retained, before that is published.
  void on_options_changed(const tasmota::View& view);

  /// Somebody wants to hear all of it again, `in` so much time.
  void repeat(Duration in);

  /// The device's state, and what kind of thing it was when it was heard last, where it has not been heard again.
  State whole(const tasmota::View& view) const;

  /// Says what is new or changed. True: something was.
  bool make(const tasmota::View& view);

 private:
  void on_due(Timestamp now) override;
  void plan(Duration in);
  void learn(const tasmota::View& view);
  std::vector<std::string> topics(const tasmota::View& view) const;

  store::Store& store_;
  Publisher& publisher_;
  Retained retained_;
  std::string topic_;
  std::string hardware_id_;
  Delegate<void()> due_;
  tasmota::SensorShape shape_;
  std::map<std::string, std::size_t> said_;  ///< topic -> payload's hash, since the broker is there: it may be long
  bool connected_before_ = false;
  bool planned_ = false;
};

}  // namespace presad::bridge
