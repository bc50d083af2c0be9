// HTTP requests on the loop: the one door to libcurl. Loop thread.
//
// GET only, without redirects, proxies, cookies or a connection kept: what a small device's web server can take. Over
// https the server proves who it is, or nothing is asked. Neither what is asked nor a password is ever logged here.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_set>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "base/secret.h"
#include "loop/event_loop.h"

namespace presad::http {

/// A longer answer is `malformed` unless the request allows more: its length never decides how much memory is used.
inline constexpr std::size_t max_body_size = std::size_t{64} * 1024;
inline constexpr std::size_t max_header_size = std::size_t{16} * 1024;  ///< status line and all headers

struct Response {
  int status = 0;  ///< 200, 401, …
  std::string body;
};

/// Whom a request tells; exactly once, and never from inside get().
class ResponseListener {
 public:
  /// Kinds of errors: `unreachable` no connection, so that nothing was asked; `integrity` a server that cannot prove
  /// who it is, nothing was asked either; `bad_config` ca_file cannot be used; `timed_out` connected, but no whole
  /// answer in time; `busy` the connection was closed without one; `malformed` no HTTP, or too long. After the last
  /// three nobody knows whether the request was acted on.
  virtual void on_response(const Result<Response>& response) = 0;

 protected:
  ~ResponseListener() = default;
};

/// A device's web server speaks http; a name is looked up without holding up the loop.
enum class Scheme : std::uint8_t { http, https };

struct GetRequest {
  std::string url;  ///< of `scheme` and no other
  Scheme scheme = Scheme::http;
  std::string ca_file;               ///< PEM: the authorities to trust instead of the system's; empty: the system's
  std::vector<std::string> headers;  ///< "name: value", besides libcurl's own
  std::size_t body_limit = max_body_size;  ///< bytes
  std::string referer;
  std::string username;  ///< of HTTP Basic, sent at once; not sent while the password is empty
  SecretText password;
  Duration connect_limit = std::chrono::seconds(3);
  Duration total_limit = std::chrono::seconds(5);
};

/// What all requests share: libcurl's multi interface on the loop.
class HttpClient {
 public:
  /// Throws std::bad_alloc when libcurl has no memory.
  explicit HttpClient(loop::EventLoop& loop);
  ~HttpClient();
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

 private:
  friend class HttpRequest;
  struct Callbacks;
  struct Watched;

  void act(int socket, int events);
  void on_timer();
  void tell_finished();

  loop::EventLoop& loop_;
  void* multi_ = nullptr;  ///< CURLM
  std::unordered_set<Watched*> watched_;
  loop::Timer timer_;
};

/// One request at a time; the client outlives it.
class HttpRequest {
 public:
  HttpRequest(HttpClient& client, ResponseListener& listener) : client_(client), listener_(listener) {}
  ~HttpRequest() { cancel(); }
  HttpRequest(const HttpRequest&) = delete;
  HttpRequest& operator=(const HttpRequest&) = delete;

  /// Asks. Not while running().
  void get(const GetRequest& request);

  /// on_response() does not come any more. What has left for the device has left.
  void cancel() noexcept;
  bool running() const noexcept { return easy_ != nullptr; }

 private:
  friend class HttpClient;
  static std::size_t on_header(const char* bytes, std::size_t one, std::size_t size, void* self) noexcept;
  static std::size_t on_body(const char* bytes, std::size_t one, std::size_t size, void* self) noexcept;
  void add_headers(const std::vector<std::string>& headers);
  Result<Response> conclude(int code);

  HttpClient& client_;
  ResponseListener& listener_;
  void* easy_ = nullptr;     ///< CURL
  void* headers_ = nullptr;  ///< curl_slist
  std::string body_;
  std::size_t body_limit_ = max_body_size;
  std::size_t header_size_ = 0;
  std::string too_long_;               ///< what was, for a person
  std::array<char, 256> complaint_{};  ///< libcurl's: at most CURL_ERROR_SIZE
};

}  // namespace presad::http
