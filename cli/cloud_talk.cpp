#include "cli/cloud_talk.h"

#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <optional>
#include <utility>
#include <variant>

#include "base/random.h"
#include "base/text.h"
#include "cloud/request.h"
#include "http/http_client.h"
#include "loop/event_loop.h"

namespace presad::cli {

namespace {

constexpr auto connect_limit = std::chrono::seconds(10);
constexpr auto total_limit = std::chrono::seconds(30);  // of one question

class Talk final : http::ResponseListener {
 public:
  Talk(const CloudServer& server, const cloud::Credentials& credentials, const std::string& device_id)
      : server_(server), credentials_(credentials), inquiry_(device_id) {}

  Result<cloud::Found> run(bool& interrupted) {
    take(inquiry_.start());
    if (!end_) interrupted = loop_.run() == exit_interrupted;
    request_.cancel();
    if (!end_) return fail(ErrorKind::timed_out, "interrupted");
    return *std::move(end_);
  }

 private:
  void take(cloud::Inquiry::Step step) {
    if (!step) return end(step.error());
    if (auto* const found = std::get_if<cloud::Found>(&*step)) return end(std::move(*found));
    ask(std::get<cloud::Ask>(*step));
  }

  void ask(const cloud::Ask& what) {
    if (::isatty(STDERR_FILENO) == 1) {
      std::fprintf(stderr, "%s: asking for %s\n", server_.url.c_str(), printable(inquiry_.asking(), 200).c_str());
    }
    std::array<std::uint8_t, 16> nonce{};
    random_.fill(nonce);
    cloud::SignedRequest request = cloud::sign_request(credentials_, what, loop_.wall_time(), to_hex(nonce));
    http::GetRequest wanted;
    wanted.url = server_.url + request.target;
    wanted.scheme = server_.url.starts_with("https:") ? http::Scheme::https : http::Scheme::http;
    wanted.ca_file = server_.ca_file;
    wanted.headers = std::move(request.headers);
    wanted.body_limit = cloud::max_answer_size;
    wanted.connect_limit = connect_limit;
    wanted.total_limit = total_limit;
    request_.get(wanted);
  }

  void on_response(const Result<http::Response>& response) override {
    if (!response) return end(response.error());
    take(inquiry_.on_answer(response->status, response->body, loop_.wall_time()));
  }

  void end(Result<cloud::Found> how) {
    if (!how) how = Result<cloud::Found>(Error{how.error().kind, server_.url + ": " + how.error().what});
    end_.emplace(std::move(how));
    loop_.stop(0);
  }

  void on_interrupt() { loop_.stop(exit_interrupted); }

  const CloudServer& server_;
  const cloud::Credentials& credentials_;
  cloud::Inquiry inquiry_;
  std::optional<Result<cloud::Found>> end_;
  SystemRandom random_;
  loop::EventLoop loop_;
  http::HttpClient client_{loop_};
  http::HttpRequest request_{client_, *this};
  loop::SignalWatch interrupt_{loop_, SIGINT, Delegate<void()>::to<&Talk::on_interrupt>(this)};
  loop::SignalWatch terminate_{loop_, SIGTERM, Delegate<void()>::to<&Talk::on_interrupt>(this)};
};

}  // namespace

Result<cloud::Found> talk_to_cloud(const CloudServer& server, const cloud::Credentials& credentials,
                                   const std::string& device_id, bool& interrupted) {
  loop::block_signals();  // before libcurl starts a thread that looks up a name
  return Talk(server, credentials, device_id).run(interrupted);
}

}  // namespace presad::cli
