// What a lamp was told and has not been sent yet: several commands become one set. Pure.
//
// They wait as levels and not as datapoints, for a brightness may be a part of the colour, and which it is tells only
// what is lit when the set leaves. A wish goes over to the newest command that has it; a command without any wish left
// is superseded, all others end as the set ends.

#pragma once

#include <optional>
#include <vector>

#include "device/command.h"
#include "families/tuya/answered.h"

namespace presad::tuya {

class LightOrders {
 public:
  /// `time_to_live`: how long a command waits for a session.
  explicit LightOrders(Duration time_to_live) : time_to_live_(time_to_live) {}

  void add(CommandId command, const SetLight& wanted, Timestamp now);

  bool empty() const noexcept { return waiting_.empty(); }

  /// All that waits, as one.
  SetLight merged() const;

  /// Hands over the commands that merged() is of; they are no longer waited for.
  std::vector<CommandId> take();

  /// A newer command is for the lamp's switch alone.
  void give_up_power();

  /// Ends what waited too long. `online`: a session is established.
  void on_deadline(Timestamp now, bool online);
  Timestamp deadline() const noexcept;

  /// Hands over the commands that ended since the last call, in their order.
  std::vector<Answered> take_answers();

 private:
  struct Order {
    CommandId command = 0;
    SetLight wanted;
    Timestamp expires{};
  };

  void end_those_without_a_wish();

  Duration time_to_live_;
  std::vector<Order> waiting_;  ///< no wish is in two of them
  std::vector<Answered> answers_;
};

}  // namespace presad::tuya
