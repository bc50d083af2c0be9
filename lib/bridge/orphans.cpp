#include "bridge/orphans.h"

namespace presad::bridge {

namespace {

/// Retained messages of others arrive right behind the subscription.
constexpr Duration listening_time = std::chrono::seconds(2);

}  // namespace

void Orphans::on_broker_connected() { publisher_.schedule().set(*this, publisher_.loop().now() + listening_time); }

void Orphans::look_at(const std::string& topic) {
  if (!publisher_.broker().connected()) return;
  const Keeper keeper = keeper_(topic);
  if (keeper != Keeper::presad) retained_.clear(topic, keeper == Keeper::itself);
}

void Orphans::on_due(Timestamp) {
  for (const std::string& topic : store_.topics()) look_at(topic);
}

}  // namespace presad::bridge
