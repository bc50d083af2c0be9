#include "families/tasmota_http/tasmota_http_device.h"

#include <algorithm>
#include <utility>

#include "base/log.h"
#include "families/tasmota_http/answer_reader.h"
#include "families/tasmota_http/request.h"

namespace presad::tasmota_http {

TasmotaHttpDevice::TasmotaHttpDevice(TasmotaHttpSettings settings, loop::EventLoop& loop, http::HttpClient& client)
    : settings_(std::move(settings)),
      loop_(loop),
      request_(client, *this),
      deadline_(loop, Delegate<void()>::to<&TasmotaHttpDevice::on_deadline>(this)),
      telling_(loop, Delegate<void()>::to<&TasmotaHttpDevice::on_turn>(this)) {}

RelayPolicy TasmotaHttpDevice::policy() const noexcept {
  return settings_.relay == Relay::always ? RelayPolicy::always : RelayPolicy::automatic;
}

std::vector<CommandId> TasmotaHttpDevice::drop_waiting() { return poller_.drop_waiting(); }

void TasmotaHttpDevice::on_response(const Result<http::Response>& response) {
  const Result<DeviceAnswer> answer =
      response ? read_answer(response->status, response->body) : Result<DeviceAnswer>(response.error());
  if (!answer) log::trace(topic(), "HTTP: {}", answer.error().what);
  take(poller_.on_answer(answer, loop_.now()));
}

void TasmotaHttpDevice::take(Poller::Effects effects) {
  deadline_.arm(effects.deadline);
  for (PollerEvent& event : effects.events) {
    if (const Ask* const wanted = std::get_if<Ask>(&event)) {
      ask(wanted->command);
    } else {
      to_tell_.push_back(std::move(event));
    }
  }
  if (!to_tell_.empty()) telling_.schedule();
}

void TasmotaHttpDevice::on_turn() {
  for (const PollerEvent& event : std::exchange(to_tell_, {})) {
    if (const auto* const answered = std::get_if<Answered>(&event)) {
      listener_->on_forward_answer(*this, answered->command, answered->answer);
    } else if (const auto* const telemetry = std::get_if<Telemetry>(&event)) {
      listener_->on_telemetry(*this, telemetry->state, telemetry->sensors);
    } else if (const auto* const reachable = std::get_if<Reachable>(&event)) {
      listener_->on_reachable(*this, reachable->reachable, reachable->cause);
    } else if (const auto* const probed = std::get_if<Probed>(&event)) {
      listener_->on_probed(*this, *probed);
    }
  }
}

/// What is asked may hold a password ("WebPassword …"): it is in no log.
void TasmotaHttpDevice::ask(const std::string& command) {
  http::GetRequest wanted;
  wanted.url = render_url(settings_.address, command);
  wanted.referer = render_referer(settings_.address);
  wanted.username = settings_.username;
  wanted.password = settings_.password;
  request_.get(wanted);
}

}  // namespace presad::tasmota_http
