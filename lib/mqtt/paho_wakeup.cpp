#include "mqtt/paho_wakeup.h"

#include "mqtt/paho_handle.h"

namespace presad::mqtt {

void wake_send_thread() noexcept {
  static const MQTTAsync bell = make_handle("tcp://127.0.0.1:1", "presad-bell");
  if (bell != nullptr) MQTTAsync_send(bell, "n", 0, "", 0, 0, nullptr);
}

void wake_receive_thread() noexcept {
  static const MQTTAsync doorstop = make_handle(make_refusing_uri(), "presad-doorstop");
  MQTTAsync_connectOptions options = MQTTAsync_connectOptions_initializer;
  options.connectTimeout = 1;
  if (doorstop != nullptr) MQTTAsync_connect(doorstop, &options);
}

}  // namespace presad::mqtt
