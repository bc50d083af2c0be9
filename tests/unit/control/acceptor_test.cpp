#include "control/acceptor.h"

#include <doctest/doctest.h>
#include <sys/resource.h>

#include <vector>

#include "base/log.h"
#include "control/client.h"
#include "control/server.h"
#include "support/captured_log.h"
#include "support/run_loop.h"

using namespace presad;
using namespace presad::control;
using presad::testing::CapturedLog;
using presad::testing::run_for;
using presad::testing::run_until;
using presad::testing::TemporaryDirectory;

namespace {

/// The process has no descriptor left while this lives.
class NoneLeft {
 public:
  NoneLeft() {
    ::getrlimit(RLIMIT_NOFILE, &before_);
    constexpr rlim_t few = 200;
    const rlimit lowered{few, before_.rlim_max};
    REQUIRE(::setrlimit(RLIMIT_NOFILE, &lowered) == 0);
    while (taken_.empty() || taken_.back().open()) taken_.push_back(spare_descriptor());
    taken_.pop_back();
    REQUIRE_FALSE(taken_.empty());
  }
  ~NoneLeft() { ::setrlimit(RLIMIT_NOFILE, &before_); }
  NoneLeft(const NoneLeft&) = delete;
  NoneLeft& operator=(const NoneLeft&) = delete;

  void leave_one() { taken_.pop_back(); }

 private:
  rlimit before_{};
  std::vector<Descriptor> taken_;
};

struct Answers final : ServerListener {
  void on_request(CallId call, const Request& /*request*/) override { server.reply(call, R"({"devices":[]})"); }
  void on_gone(CallId /*call*/) override {}

  Descriptor knock() {
    Result<Descriptor> client = connect_to(path, std::chrono::seconds(5));
    REQUIRE(client);
    REQUIRE(send(*client, "{\"method\":\"presad1.Heard\"}\n").size > 0);
    return *std::move(client);
  }

  std::string heard(const Descriptor& client) {
    std::string text;
    run_until(loop, [&] {
      char bytes[4096];
      text.append(bytes, receive(client, bytes, sizeof bytes).size);
      return text.ends_with('\n');
    });
    return text;
  }

  TemporaryDirectory folder;
  std::string path = folder.file("control");
  loop::EventLoop loop;
  Server server{loop, *this};
};

}  // namespace

TEST_CASE("clients for whom there is no descriptor are told so, and the log once; later ones are answered") {
  const CapturedLog log;
  log::warning("test", "the undefined behaviour sanitizer takes descriptors for its first look at an object");
  Answers stage;
  REQUIRE(stage.server.open(stage.path));
  {
    std::vector<Descriptor> early;
    for (int i = 0; i < 10; ++i) early.push_back(stage.knock());
    const NoneLeft none;
    for (const Descriptor& client : early) {
      const std::string said = stage.heard(client);
      CHECK(said.find("presad1.ClientsTooMany") != std::string::npos);
      CHECK(said.find("no file descriptor left") != std::string::npos);
    }
    CHECK(stage.server.clients() == 0);
  }
  for (int i = 0; i < 2; ++i) CHECK(stage.heard(stage.knock()) == "{\"parameters\":{\"devices\":[]}}\n");
  const std::string told = log.text();
  for (const char* line : {"raise LimitNOFILE", "there are file descriptors again"}) {
    CHECK(told.find(line) != std::string::npos);
    CHECK(told.find(line) == told.rfind(line));
  }
}

TEST_CASE("who came while not even the reserve was there is answered once there are descriptors, without another") {
  Answers stage;
  {
    NoneLeft none;
    none.leave_one();  // to listen with
    REQUIRE(stage.server.open(stage.path));
  }
  const Descriptor early = stage.knock();
  {
    const NoneLeft none;
    run_for(stage.loop, std::chrono::milliseconds(20));  // the watch speaks, in vain
    CHECK(stage.server.clients() == 0);
  }
  CHECK(stage.heard(early) == "{\"parameters\":{\"devices\":[]}}\n");
}

TEST_CASE("that there is no descriptor is no reason to look again and again when nobody waits") {
  TemporaryDirectory folder;
  Result<Descriptor> listening = listen_at(folder.file("control"));
  REQUIRE(listening);
  Acceptor acceptor(*std::move(listening));
  const NoneLeft none;
  CHECK(acceptor.next().arrival == Arrival::nobody);
  CHECK(acceptor.next().arrival == Arrival::nobody);
}
