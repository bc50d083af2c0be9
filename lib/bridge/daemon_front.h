// presad's own face on the broker: a Tasmota-like device without relays. Loop thread.

#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "bridge/publisher.h"
#include "tasmota/command_word.h"

namespace presad::bridge {

/// How many devices can be controlled now, and how many cannot.
struct Presence {
  unsigned online = 0;
  unsigned offline = 0;
};

class DaemonFront final : private Scheduled {
 public:
  /// `topic`: "presad", or "presad_site". `presence` tells how many devices are here, for STATE. `reload` is run by
  /// cmnd/presad/Reload; its error goes into the answer.
  DaemonFront(std::string topic, Publisher& publisher, Delegate<Presence()> presence, Delegate<Result<bool>()> reload);
  ~DaemonFront() { publisher_.schedule().remove(*this); }
  DaemonFront(const DaemonFront&) = delete;
  DaemonFront& operator=(const DaemonFront&) = delete;

  const std::string& topic() const noexcept { return identity_.topic; }
  void command(const tasmota::CommandWord& word, std::string_view payload, const Channel& channel);

  /// Whether the kernel keeps presad on the local network: "up", "down", "unknown". Told by cmnd/presad/Presad.
  void set_fence(std::string fence) { fence_ = std::move(fence); }
  const std::string& fence() const noexcept { return fence_; }

  /// A command that is for nobody in this house: answered here, so that somebody sees it.
  void answer_unknown(std::string_view topic, std::string_view nearest, const tasmota::CommandWord& word,
                      std::string_view payload, const Channel& channel);

  /// How a command for `topic` ended whose own topics presad may not use.
  void answer_for(std::string_view topic, std::string_view input, Outcome outcome, const Channel& channel);

  void on_broker_connected();
  void leave();

 private:
  void on_due(Timestamp now) override;
  tasmota::View view();
  Reach reach() const { return publisher_.broker().connected() ? Reach::broker : Reach::listeners; }
  void answer(std::string json, const Channel& channel);
  std::string overview();

  tasmota::Identity identity_;
  State state_;
  Condition condition_;
  tasmota::Options options_;
  std::string fence_ = "unknown";
  Publisher& publisher_;
  Delegate<Presence()> presence_;
  Delegate<Result<bool>()> reload_;
};

}  // namespace presad::bridge
