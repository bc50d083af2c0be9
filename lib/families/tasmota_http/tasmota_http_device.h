// A Tasmota device over HTTP: ties its Poller to the loop and to one request at a time. Loop thread.

#pragma once

#include <string>
#include <vector>

#include "device/relayed_device.h"
#include "families/family.h"
#include "families/tasmota_http/poller.h"
#include "families/tasmota_http/settings.h"
#include "http/http_client.h"
#include "loop/event_loop.h"

namespace presad::tasmota_http {

/// The one HTTP client of all these devices.
class HttpService final : public FamilyService {
 public:
  explicit HttpService(loop::EventLoop& loop) : client_(loop) {}
  http::HttpClient& client() noexcept { return client_; }

 private:
  http::HttpClient client_;
};

class TasmotaHttpDevice final : public RelayedDevice, private http::ResponseListener {
 public:
  /// `loop` and `client` outlive it.
  TasmotaHttpDevice(TasmotaHttpSettings settings, loop::EventLoop& loop, http::HttpClient& client);

  const std::string& topic() const noexcept override { return settings_.common.topic; }
  RelayPolicy policy() const noexcept override;
  Duration hold() const noexcept override { return settings_.hold; }
  void start(RelayedListener& listener) override { listener_ = &listener; }
  void probe() override { take(poller_.probe(loop_.now())); }
  void set_relaying(bool relaying) override { take(poller_.set_relaying(relaying, loop_.now())); }
  void forward(CommandId command, const Forward& what) override { take(poller_.forward(command, what, loop_.now())); }
  void look() override { take(poller_.look(loop_.now())); }
  std::vector<CommandId> drop_waiting() override;

 private:
  void on_response(const Result<http::Response>& response) override;
  void on_deadline() { take(poller_.on_deadline(loop_.now())); }
  void take(Poller::Effects effects);
  void on_turn();
  void ask(const std::string& command);

  TasmotaHttpSettings settings_;
  loop::EventLoop& loop_;
  Poller poller_;
  RelayedListener* listener_ = nullptr;
  std::vector<PollerEvent> to_tell_;  ///< listeners are never called from inside the functions above
  http::HttpRequest request_;
  loop::Timer deadline_;
  loop::Deferred telling_;
};

}  // namespace presad::tasmota_http
