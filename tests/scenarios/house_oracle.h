// Judges every movement of a relay that presad causes: did a person or the policy order it? By docs/power-cuts.md and
// what really happens to the plug; of presad it only looks at what it published.

#pragma once

#include <array>
#include <string>
#include <vector>

#include "scenarios/power_cut_table.h"
#include "scenarios/stage.h"
#include "scenarios/wakings.h"

namespace presad::scenario {

class HouseOracle {
 public:
  HouseOracle(Stage& stage, Wish wish, unsigned relays);

  // What happens, told before the stage is told.

  /// The plug loses its power, or the house does.
  void on_cut();
  /// The plug has its power again.
  void on_power();
  void on_air(bool clear);
  void on_restart(bool with_the_machine);
  void on_waking(const Waking& waking);
  void on_press(unsigned relay);
  void on_command(CommandId command, unsigned relay, PowerAction action);

  /// After each step: judges what moved, takes stock.
  void watch();

  /// Empty, or the first movement that nobody ordered.
  const std::string& complaint() const noexcept { return complaint_; }
  /// Movements that presad caused of its own accord.
  unsigned restores() const noexcept { return restores_; }

 private:
  struct Command {
    CommandId id = 0;
    PowerAction action{};
    Timestamp answered_at = never;
  };
  struct Relay {
    std::array<bool, 2> was{};       ///< where it may be remembered to have been: off, on
    Timestamp decided_at = never;    ///< a person's wish that presad heard
    Power heard = Power::undefined;  ///< the last wish that presad could hear since the plug was away
    std::vector<Command> commands;
  };

  Timestamp now() const { return stage_.clock.now(); }
  void lost() { lost_at_ = now(); }
  void away();
  void forget_what_was_heard();
  bool heard_by_presad() const;
  bool ordered_by_command(const Relay& relay, bool on) const;
  void follow_commands();
  void judge(const Stage::Edge& edge);
  void take_stock();
  void note_what_is_told();
  bool refreshed() const;

  Stage& stage_;
  Wish wish_;
  std::vector<Relay> relays_;
  std::size_t judged_ = 0;
  Waking waking_{""};
  std::size_t requests_before_waking_ = 0;
  bool clear_ = true;
  bool blip_ = false;               ///< since the connection was made
  Timestamp connected_at_ = never;  ///< the connection that was looked at last
  bool hidden_ = false;             ///< it may not say where its relays are
  Timestamp cut_at_{};              ///< the plug forgot its connections
  Timestamp lost_at_ = never;       ///< the last reason to restore that has not been dealt with
  Timestamp lost_before_blip_ = never;
  Timestamp blip_began_{};
  Timestamp cleared_at_{};
  std::string complaint_;
  unsigned restores_ = 0;
};

}  // namespace presad::scenario
