#include "mqtt/paho_wakeup.h"

#include "mqtt/paho_door.h"
#include "mqtt/paho_handle.h"

namespace presad::mqtt {

namespace {

PahoDoor& door() {
  static PahoDoor& the_door = *new PahoDoor;  // lives as long as Paho's threads do
  return the_door;
}

}  // namespace

void wake_send_thread() noexcept {
  static const MQTTAsync bell = make_handle("tcp://127.0.0.1:1", "presad-bell");
  if (bell != nullptr) MQTTAsync_send(bell, "n", 0, "", 0, 0, nullptr);
}

void open_door() noexcept { door().open(); }

void knock() noexcept { door().knock(); }

}  // namespace presad::mqtt
