// What of a device stays on the broker when everybody is silent: remembered in the store ahead of the publishing, so
// that whatever changes, while presad runs or while it does not, nothing is left behind. Loop thread.
//
// The fact "retained" of a device is the list of MQTT topics, blanks between; none can hold a blank.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "bridge/publisher.h"
#include "store/store.h"

namespace presad::bridge {

class Retained {
 public:
  /// Both outlive it.
  Retained(store::Store& store, Publisher& publisher) : store_(store), publisher_(publisher) {}

  /// `topic` is about to hold something of `device`'s.
  void note(std::string_view device, std::string_view topic);

  /// Clears what `device` has anywhere but on `topics`. Only while the broker is there.
  void keep_only(std::string_view device, const std::vector<std::string>& topics);

  /// Clears all that `device` has; `answers_for_itself`: but for what is, or may be, its own by now. Only while the
  /// broker is there.
  void clear(std::string_view device, bool answers_for_itself);

  /// `device` is on the broker itself: what it may say there too is its own from now on.
  void leave_to_itself(std::string_view device);

 private:
  std::vector<std::string> topics(std::string_view device) const;
  void remember(std::string_view device, const std::vector<std::string>& topics);

  store::Store& store_;
  Publisher& publisher_;
};

}  // namespace presad::bridge
