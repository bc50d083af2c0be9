#include "mqtt/paho_life.h"

#include <mutex>

#include "mqtt/paho_handle.h"

namespace presad::mqtt {

namespace {

// Paho may answer when whoever asked is gone: the way to the bell is through here.
std::mutex listening;
loop::Bell* listener = nullptr;

void ring() {
  const std::scoped_lock lock(listening);
  if (listener != nullptr) listener->ring();
}

}  // namespace

PahoLife::PahoLife(loop::EventLoop& loop, Delegate<void()> on_alive) : bell_(loop, on_alive) {
  const std::scoped_lock lock(listening);
  listener = &bell_;
}

PahoLife::~PahoLife() {
  const std::scoped_lock lock(listening);
  listener = nullptr;
}

void PahoLife::ask() noexcept {
  // A handle of its own: Paho drops a second connect of one handle, and with it the answer.
  static const MQTTAsync pulse = make_handle(make_refusing_uri(), "presad-pulse");
  MQTTAsync_connectOptions options = MQTTAsync_connectOptions_initializer;
  options.connectTimeout = 1;
  options.onFailure = [](void*, MQTTAsync_failureData*) { ring(); };
  // What cannot even begin tells nothing of the threads.
  if (pulse == nullptr || MQTTAsync_connect(pulse, &options) != MQTTASYNC_SUCCESS) ring();
}

}  // namespace presad::mqtt
