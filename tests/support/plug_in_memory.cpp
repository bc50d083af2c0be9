#include "support/plug_in_memory.h"

#include <utility>

namespace presad::testing {

PlugInMemory::PlugInMemory(const tuya::TuyaSettings& settings, const simulator::PlugSettings& plug,
                           FamilyContext& context, Delegate<void(bool)> on_outside)
    : LinkedDevice(settings, {}, context),
      on_outside_(on_outside),
      plug_(plug, context.random),
      turn_(context.loop, Delegate<void()>::to<&PlugInMemory::on_turn>(this)) {}

void PlugInMemory::start(DeviceListener& listener, const PowerTargets& targets) {
  listener_ = &listener;
  carry_out(link_.start(loop_.moment(), targets));
}

void PlugInMemory::carry_out(tuya::LinkEffects effects) {
  arm(effects.deadline);
  if (!effects.send.empty() && connection_ != 0) {
    outside([&] { take(plug_.on_bytes(connection_, {effects.send.data(), effects.send.size()}, loop_.now())); });
  }
  if (effects.hang_up) {
    outside([&] { take(plug_.on_closed(connection_, loop_.now())); });
    to_link_.clear();
  }
  if (effects.dial) {
    outside([&] { take(plug_.on_connected(++connection_, loop_.now())); });
    dialled_ = true;
    turn_.schedule();
  }
  tell_later(std::move(effects.events));
}

void PlugInMemory::on_turn() {
  if (std::exchange(dialled_, false)) carry_out(link_.on_connected(loop_.moment()));
  arriving_.swap(to_link_);
  for (const Bytes& bytes : arriving_) carry_out(link_.on_bytes(bytes, loop_.moment()));
  outside([&] { arriving_.clear(); });
}

void PlugInMemory::take(simulator::PlugEffects effects) {
  for (auto& piece : effects.send) to_link_.push_back(std::move(piece.bytes));
  if (!to_link_.empty()) turn_.schedule();
}

}  // namespace presad::testing
