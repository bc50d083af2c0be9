#include "cli/adopt/device_talk.h"

#include <optional>
#include <utility>

#include "families/tasmota_http/request.h"
#include "http/http_client.h"
#include "loop/event_loop.h"

namespace presad::cli {

namespace {

class Talk final : private http::ResponseListener {
 public:
  Talk(const DeviceDoor& door, const std::string& command) {
    request_.url = tasmota_http::render_url(door.address, command);
    request_.referer = tasmota_http::render_referer(door.address);
    request_.username = door.username;
    request_.password = door.password;
  }
  Result<tasmota_http::DeviceAnswer> run(Duration pause) {
    pause_.arm_in(pause);
    loop_.run();
    return std::move(*answer_);
  }

 private:
  void on_pause_over() { asking_.get(request_); }
  void on_response(const Result<http::Response>& response) override {
    answer_ = response ? tasmota_http::read_answer(response->status, response->body)
                       : Result<tasmota_http::DeviceAnswer>(fail(response.error().kind, response.error().what));
    loop_.stop(0);
  }

  loop::EventLoop loop_;
  http::GetRequest request_;
  http::HttpClient client_{loop_};
  http::HttpRequest asking_{client_, *this};
  loop::Timer pause_{loop_, Delegate<void()>::to<&Talk::on_pause_over>(this)};
  std::optional<Result<tasmota_http::DeviceAnswer>> answer_;
};

}  // namespace

Result<tasmota_http::DeviceAnswer> ask_device(const DeviceDoor& door, const std::string& command, Duration pause) {
  return Talk(door, command).run(pause);
}

Result<tasmota_http::Traits> read_device(const DeviceDoor& door) {
  tasmota_http::Traits traits;
  for (const char* const command : tasmota_http::traits_commands) {
    const auto answer = ask_device(door, command);
    if (!answer) return fail(answer.error().kind, answer.error().what);
    if (tasmota_http::says_nothing(*answer)) {
      return fail(ErrorKind::busy, "it answers nothing yet, as in the first seconds after a start: try again");
    }
    tasmota_http::read_traits(answer->json, traits);
    if (!traits.is_tasmota) {
      return fail(ErrorKind::unsupported, "what answers there is no Tasmota: its Status has no Topic");
    }
  }
  return traits;
}

}  // namespace presad::cli
