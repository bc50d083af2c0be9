#include "http/http_client.h"

#include <cassert>
#include <memory>
#include <new>
#include <utility>

#include "http/libcurl.h"

namespace presad::http {

namespace {

long milliseconds(Duration time) {
  return static_cast<long>(std::chrono::duration_cast<std::chrono::milliseconds>(time).count());
}

void start_libcurl() {
  static const CURLcode started = libcurl().global_init(CURL_GLOBAL_NOTHING);
  if (started != CURLE_OK) throw std::bad_alloc();
}

template <class Value>
void set(CURL* easy, CURLoption option, Value value) {
  if (libcurl().easy_setopt(easy, option, value) != CURLE_OK) throw std::bad_alloc();
}

}  // namespace

/// One of libcurl's sockets. The loop tells edges, libcurl reads once each time: so the watch begins anew every time.
struct HttpClient::Watched {
  Watched(HttpClient& its_client, int its_socket) : client(its_client), socket(its_socket) {}

  void watch() {
    watcher.start(client.loop_, socket, wanted, Delegate<void(loop::Ready)>::to<&Watched::on_ready>(this));
  }

  void on_ready(loop::Ready ready) {
    HttpClient& its_client = client;
    const int events =
        (has(ready, loop::Ready::read) ? CURL_CSELECT_IN : 0) | (has(ready, loop::Ready::write) ? CURL_CSELECT_OUT : 0);
    watch();
    its_client.act(socket, events);  // may be the end of this
  }

  HttpClient& client;
  int socket;
  loop::Ready wanted = loop::Ready::read;
  loop::SocketWatch watcher;
};

struct HttpClient::Callbacks {
  static int on_socket(CURL*, curl_socket_t socket, int what, void* self, void* known) {
    auto* const client = static_cast<HttpClient*>(self);
    auto* watched = static_cast<Watched*>(known);
    if (what == CURL_POLL_REMOVE) {
      client->watched_.erase(watched);
      delete watched;
      return 0;
    }
    if (watched == nullptr) {
      watched = std::make_unique<Watched>(*client, socket).release();
      client->watched_.insert(watched);
      libcurl().multi_assign(client->multi_, socket, watched);
    }
    watched->wanted = what == CURL_POLL_IN    ? loop::Ready::read
                      : what == CURL_POLL_OUT ? loop::Ready::write
                                              : loop::Ready::read | loop::Ready::write;
    watched->watch();
    return 0;
  }

  static int on_timer(CURLM*, long in, void* self) {
    auto* const client = static_cast<HttpClient*>(self);
    client->timer_.arm(in < 0 ? never : client->loop_.now() + std::chrono::milliseconds(in));
    return 0;
  }
};

HttpClient::HttpClient(loop::EventLoop& loop)
    : loop_(loop), timer_(loop, Delegate<void()>::to<&HttpClient::on_timer>(this)) {
  start_libcurl();
  multi_ = libcurl().multi_init();
  if (multi_ == nullptr) throw std::bad_alloc();
  libcurl().multi_setopt(multi_, CURLMOPT_SOCKETFUNCTION, &Callbacks::on_socket);
  libcurl().multi_setopt(multi_, CURLMOPT_SOCKETDATA, this);
  libcurl().multi_setopt(multi_, CURLMOPT_TIMERFUNCTION, &Callbacks::on_timer);
  libcurl().multi_setopt(multi_, CURLMOPT_TIMERDATA, this);
}

HttpClient::~HttpClient() {
  libcurl().multi_cleanup(multi_);
  for (Watched* const left : watched_) delete left;
}

void HttpClient::act(int socket, int events) {
  int running = 0;
  libcurl().multi_socket_action(multi_, socket, events, &running);
  tell_finished();
}

void HttpClient::on_timer() { act(CURL_SOCKET_TIMEOUT, 0); }

void HttpClient::tell_finished() {
  int left = 0;
  while (const CURLMsg* const message = libcurl().multi_info_read(multi_, &left)) {
    if (message->msg != CURLMSG_DONE) continue;
    void* owner = nullptr;
    libcurl().easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &owner);
    auto* const request = static_cast<HttpRequest*>(owner);
    const Result<Response> response = request->conclude(message->data.result);
    request->cancel();
    request->listener_.on_response(response);
  }
}

void HttpRequest::get(const GetRequest& request) {
  assert(easy_ == nullptr);
  body_.clear();
  header_size_ = 0;
  too_long_.clear();
  static_assert(CURL_ERROR_SIZE <= std::tuple_size_v<decltype(complaint_)>);
  complaint_.front() = '\0';
  body_limit_ = request.body_limit;
  easy_ = libcurl().easy_init();
  if (easy_ == nullptr) throw std::bad_alloc();
  set(easy_, CURLOPT_PRIVATE, this);
  set(easy_, CURLOPT_ERRORBUFFER, complaint_.data());
  set(easy_, CURLOPT_URL, request.url.c_str());
  set(easy_, CURLOPT_PROTOCOLS_STR, request.scheme == Scheme::https ? "https" : "http");
  set(easy_, CURLOPT_SSL_VERIFYPEER, 1L);
  set(easy_, CURLOPT_SSL_VERIFYHOST, 2L);
  if (!request.ca_file.empty()) set(easy_, CURLOPT_CAINFO, request.ca_file.c_str());
  set(easy_, CURLOPT_FOLLOWLOCATION, 0L);
  set(easy_, CURLOPT_NOPROXY, "*");
  set(easy_, CURLOPT_NOSIGNAL, 1L);
  set(easy_, CURLOPT_FORBID_REUSE, 1L);
  set(easy_, CURLOPT_FRESH_CONNECT, 1L);
  set(easy_, CURLOPT_HTTP09_ALLOWED, 0L);
  set(easy_, CURLOPT_USERAGENT, "presad");
  set(easy_, CURLOPT_CONNECTTIMEOUT_MS, milliseconds(request.connect_limit));
  set(easy_, CURLOPT_TIMEOUT_MS, milliseconds(request.total_limit));
  set(easy_, CURLOPT_HEADERFUNCTION, &HttpRequest::on_header);
  set(easy_, CURLOPT_HEADERDATA, this);
  set(easy_, CURLOPT_WRITEFUNCTION, &HttpRequest::on_body);
  set(easy_, CURLOPT_WRITEDATA, this);
  add_headers(request.headers);
  if (!request.referer.empty()) set(easy_, CURLOPT_REFERER, request.referer.c_str());
  if (!request.password.empty()) {
    set(easy_, CURLOPT_HTTPAUTH, CURLAUTH_BASIC);
    set(easy_, CURLOPT_USERNAME, request.username.c_str());
    set(easy_, CURLOPT_PASSWORD, request.password.reveal().c_str());
  }
  libcurl().multi_add_handle(client_.multi_, easy_);
}

void HttpRequest::add_headers(const std::vector<std::string>& headers) {
  for (const std::string& header : headers) {
    curl_slist* const longer = libcurl().slist_append(static_cast<curl_slist*>(headers_), header.c_str());
    if (longer == nullptr) throw std::bad_alloc();
    headers_ = longer;
  }
  if (headers_ != nullptr) set(easy_, CURLOPT_HTTPHEADER, static_cast<curl_slist*>(headers_));
}

void HttpRequest::cancel() noexcept {
  if (easy_ == nullptr) return;
  libcurl().multi_remove_handle(client_.multi_, easy_);
  libcurl().easy_cleanup(easy_);
  easy_ = nullptr;
  libcurl().slist_free_all(static_cast<curl_slist*>(std::exchange(headers_, nullptr)));
}

std::size_t HttpRequest::on_header(const char*, std::size_t one, std::size_t size, void* self) noexcept {
  auto* const request = static_cast<HttpRequest*>(self);
  request->header_size_ += one * size;
  if (request->header_size_ <= max_header_size) return one * size;
  request->too_long_ = "its headers are longer than 16 KiB";
  return 0;
}

std::size_t HttpRequest::on_body(const char* bytes, std::size_t one, std::size_t size, void* self) noexcept {
  auto* const request = static_cast<HttpRequest*>(self);
  if (request->body_.size() + (one * size) > request->body_limit_) {
    request->too_long_ = "the answer is longer than " + std::to_string(request->body_limit_ / 1024) + " KiB";
    return 0;
  }
  request->body_.append(bytes, one * size);
  return one * size;
}

Result<Response> HttpRequest::conclude(int code) {
  long status = 0;
  libcurl().easy_getinfo(easy_, CURLINFO_RESPONSE_CODE, &status);
  curl_off_t connected_after = 0;
  libcurl().easy_getinfo(easy_, CURLINFO_CONNECT_TIME_T, &connected_after);
  switch (code) {
    case CURLE_OK:
      return Response{static_cast<int>(status), std::move(body_)};
    case CURLE_COULDNT_CONNECT:
      return fail(ErrorKind::unreachable, "nobody answers at its address");
    case CURLE_COULDNT_RESOLVE_HOST:
      return fail(ErrorKind::unreachable, "nobody here knows the address of that name");
    case CURLE_PEER_FAILED_VERIFICATION:
      return fail(ErrorKind::integrity, std::string("it cannot prove who it is: ") + complaint_.data());
    case CURLE_SSL_CACERT_BADFILE:
      return fail(ErrorKind::bad_config, std::string("the authorities to trust cannot be read: ") + complaint_.data());
    case CURLE_OPERATION_TIMEDOUT:
      if (connected_after == 0) return fail(ErrorKind::unreachable, "nobody answers at its address");
      return fail(ErrorKind::timed_out, "connected, but there was no whole answer in time");
    case CURLE_GOT_NOTHING:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_PARTIAL_FILE:
      return fail(ErrorKind::busy, "the connection was closed before there was a whole answer");
    default:
      break;
  }
  if (!too_long_.empty()) return fail(ErrorKind::malformed, too_long_);
  return fail(ErrorKind::malformed,
              std::string("no answer of a web server: ") + libcurl().easy_strerror(static_cast<CURLcode>(code)));
}

}  // namespace presad::http
