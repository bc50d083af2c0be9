#include "control/server.h"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "control/client.h"
#include "support/run_loop.h"

using namespace presad;
using namespace presad::control;
using namespace std::chrono_literals;
using presad::testing::run_for;
using presad::testing::run_until;

namespace {

class Folder {
 public:
  Folder() {
    char pattern[] = "/tmp/presad-control-XXXXXX";
    REQUIRE(::mkdtemp(pattern) != nullptr);
    path_ = pattern;
  }
  ~Folder() {
    ::unlink(socket().c_str());
    ::rmdir(path_.c_str());
  }
  std::string socket() const { return path_ + "/control"; }

 private:
  std::string path_;
};

/// A server whose requests are noted; Heard is answered at once, all else when the test says so.
struct Stage final : ServerListener {
  Stage() { REQUIRE(server.open(folder.socket())); }

  void on_request(CallId call, const Request& request) override {
    requests.emplace_back(call, request);
    if (std::holds_alternative<AskHeard>(request)) server.reply(call, R"({"devices":[]})");
  }
  void on_gone(CallId call) override { gone.push_back(call); }

  /// A client that sent `text`; nothing of it has been taken yet.
  Descriptor knock(std::string_view text = {}) {
    Result<Descriptor> client = connect_to(folder.socket(), 5s);
    REQUIRE(client);
    REQUIRE(send(*client, text).size == text.size());
    return *std::move(client);
  }

  /// What comes to `client` until it has `lines` line feeds; "…" at the end: it was hung up on.
  std::string heard(const Descriptor& client, std::size_t lines = 1) {
    std::string text;
    bool ended = false;
    run_until(loop, [&] {
      char bytes[4096];
      const Moved moved = receive(client, bytes, sizeof bytes);
      text.append(bytes, moved.size);
      ended = moved.came == Came::end;
      return ended || static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) >= lines;
    });
    return text + (ended ? "…" : "");
  }

  bool hung_up(const Descriptor& client) {
    return run_until(loop, [&] {
      char bytes[4096];
      return receive(client, bytes, sizeof bytes).came == Came::end;
    });
  }

  void wait_for_requests(std::size_t count) {
    REQUIRE(run_until(loop, [&] { return requests.size() == count; }));
  }

  Folder folder;
  loop::EventLoop loop;
  Server server{loop, *this};
  std::vector<std::pair<CallId, Request>> requests;
  std::vector<CallId> gone;
};

constexpr const char* heard_line = "{\"method\":\"presad1.Heard\"}\n";
constexpr const char* get_line = "{\"method\":\"presad1.Get\",\"parameters\":{\"topic\":\"presa1\"}}\n";
constexpr const char* watch_line = "{\"method\":\"presad1.Watch\"}\n";
constexpr const char* nobody = "{\"parameters\":{\"devices\":[]}}\n";

}  // namespace

TEST_CASE("the socket is its owner's and its group's, whatever the umask") {
  const mode_t before = ::umask(0);
  const Stage stage;
  ::umask(before);
  struct stat found{};
  REQUIRE(::stat(stage.folder.socket().c_str(), &found) == 0);
  CHECK(S_ISSOCK(found.st_mode));
  CHECK((found.st_mode & 07777) == 0660);
}

TEST_CASE("a question is answered, and the next on the same connection") {
  Stage stage;
  const Descriptor client = stage.knock(heard_line);
  CHECK(stage.heard(client) == nobody);
  REQUIRE(send(client, heard_line).size > 0);
  CHECK(stage.heard(client) == nobody);
}

TEST_CASE("questions sent together are answered one by one, in their order") {
  Stage stage;
  const Descriptor client = stage.knock(std::string(get_line) + heard_line + "nonsense\n");
  stage.wait_for_requests(1);
  run_for(stage.loop, 20ms);
  CHECK(stage.requests.size() == 1);
  stage.server.reply(stage.requests[0].first, R"({"topic":"presa1"})");
  const std::string answers = stage.heard(client, 3);
  CHECK(answers.starts_with("{\"parameters\":{\"topic\":\"presa1\"}}\n" + std::string(nobody)));
  CHECK(answers.find("presad1.RequestInvalid") != std::string::npos);
}

TEST_CASE("a line may come byte by byte, and who has sent all may close that direction") {
  Stage stage;
  const Descriptor client = stage.knock();
  for (const char each : std::string_view(heard_line)) {
    REQUIRE(send(client, {&each, 1}).size == 1);
    run_for(stage.loop, 1ms);
  }
  CHECK(stage.heard(client) == nobody);
}

TEST_CASE("a line without end is refused and hung up on") {
  Stage stage;
  const Descriptor client = stage.knock();
  std::string said;
  bool ended = false;
  const std::string much(1024, 'x');
  REQUIRE(run_until(stage.loop, [&] {
    send(client, much);
    char bytes[4096];
    const Moved moved = receive(client, bytes, sizeof bytes);
    said.append(bytes, moved.size);
    ended = moved.came == Came::end;
    return ended;
  }));
  CHECK(stage.requests.empty());
  CHECK(run_until(stage.loop, [&] { return stage.server.clients() == 0; }));
}

TEST_CASE("who does not read is not listened to, and costs no more than the bound") {
  Stage stage;
  const Descriptor client = stage.knock(watch_line);
  stage.wait_for_requests(1);
  const std::string message = R"({"topic":"t","payload":")" + std::string(60'000, 'x') + R"("})";
  int told = 0;
  while (stage.gone.empty() && told < 1000) {
    stage.server.tell(stage.requests[0].first, message);
    ++told;
  }
  // The kernel takes some; of the rest, what the bound allows.
  CHECK(told > 10);
  CHECK(told < 100);
  CHECK(stage.gone == std::vector<CallId>{stage.requests[0].first});
  stage.server.tell(stage.requests[0].first, message);  // changes nothing
  CHECK(run_until(stage.loop, [&] { return stage.server.clients() == 0; }));
}

TEST_CASE("who watches and talks without end is still told, the others too, and nothing of it is kept") {
  Stage stage;
  const Descriptor watcher = stage.knock(watch_line);
  stage.wait_for_requests(1);
  std::atomic<bool> enough = false;
  std::atomic<std::size_t> said = 0;
  std::thread talking([&] {
    const std::string talk(4096, 'x');  // no line ends in it
    while (!enough) {
      said += send(watcher, talk).size;
      wait_for(watcher, Waiting::to_write, 10ms);
    }
  });
  CHECK(run_until(stage.loop, [&] { return said > 16 * max_request_size; }));
  for (int time = 0; time < 3; ++time) {
    const Descriptor other = stage.knock(heard_line);
    CHECK(stage.heard(other) == nobody);
  }
  enough = true;
  talking.join();
  CHECK(stage.gone.empty());
  stage.server.tell(stage.requests[0].first, "{}");
  CHECK(stage.heard(watcher) == "{\"parameters\":{},\"continues\":true}\n");
}

TEST_CASE("who asks without end and reads nothing is answered no further than he reads") {
  Stage stage;
  const Descriptor client = stage.knock();
  std::size_t asked = 0;
  run_until(stage.loop, [&] {
    const Moved moved = send(client, heard_line);
    asked += moved.size;
    return moved.came != Came::bytes;
  });
  run_for(stage.loop, 50ms);
  const Descriptor other = stage.knock(heard_line);
  CHECK(stage.heard(other) == nobody);
  CHECK(stage.server.clients() <= 2);
}

TEST_CASE("several replies come as they are told, until the asker goes") {
  Stage stage;
  Descriptor client = stage.knock(watch_line);
  stage.wait_for_requests(1);
  const CallId call = stage.requests[0].first;
  stage.server.tell(call, R"({"topic":"t","payload":"1"})");
  stage.server.tell(call, R"({"topic":"t","payload":"2"})");
  CHECK(stage.heard(client, 2) ==
        "{\"parameters\":{\"topic\":\"t\",\"payload\":\"1\"},\"continues\":true}\n"
        "{\"parameters\":{\"topic\":\"t\",\"payload\":\"2\"},\"continues\":true}\n");
  send(client, "anything\n");
  run_for(stage.loop, 20ms);
  CHECK(stage.gone.empty());
  client.close();
  CHECK(run_until(stage.loop, [&] { return stage.gone == std::vector<CallId>{call}; }));
}

TEST_CASE("who waits for an answer and goes is told as gone, once he is answered at the latest") {
  Stage stage;
  Descriptor client = stage.knock(get_line);
  stage.wait_for_requests(1);
  client.close();
  run_for(stage.loop, 20ms);
  stage.server.reply(stage.requests[0].first, "{}");
  stage.server.refuse(stage.requests[0].first, {"DeviceUnknown", "too late", {}});
  CHECK(run_until(stage.loop, [&] { return stage.server.clients() == 0; }));
}

TEST_CASE("one more than the bound takes the place of who has been idle longest") {
  Stage stage;
  std::vector<Descriptor> clients;
  clients.push_back(stage.knock("half a li"));
  run_for(stage.loop, 20ms);
  while (clients.size() < 100) {
    clients.push_back(stage.knock());
    run_for(stage.loop, 1ms);
  }
  REQUIRE(run_until(stage.loop, [&] { return stage.server.clients() == max_clients; }));
  CHECK(stage.hung_up(clients.front()));
  const Descriptor asker = stage.knock(heard_line);
  CHECK(stage.heard(asker) == nobody);
}

TEST_CASE("when all are being answered one more is refused, and those who watch leave room for others") {
  Stage stage;
  std::vector<Descriptor> clients;
  for (std::size_t i = 0; i < max_watches; ++i) clients.push_back(stage.knock(watch_line));
  stage.wait_for_requests(max_watches);
  const Descriptor one_more = stage.knock(watch_line);
  CHECK(stage.heard(one_more).find("presad1.WatchesTooMany") != std::string::npos);
  for (std::size_t i = max_watches; i < max_clients; ++i) clients.push_back(stage.knock(get_line));
  stage.wait_for_requests(max_clients);
  const Descriptor late = stage.knock(heard_line);
  CHECK(stage.heard(late, 2).find("presad1.ClientsTooMany") != std::string::npos);
  CHECK(stage.server.clients() == max_clients);
}

TEST_CASE("the socket of a presad that was killed is no hindrance, a living one's is") {
  Folder folder;
  loop::EventLoop loop;
  {
    auto left = listen_at(folder.socket());  // closed without being removed
    REQUIRE(left);
  }
  auto mine = listen_at(folder.socket());
  REQUIRE(mine);
  const auto second = listen_at(folder.socket());
  REQUIRE_FALSE(second);
  CHECK(second.error().kind == ErrorKind::busy);
  mine->close();
  remove_socket(folder.socket());
  std::FILE* const file = std::fopen(folder.socket().c_str(), "w");
  std::fclose(file);
  CHECK(listen_at(folder.socket()).error().kind == ErrorKind::busy);
  CHECK(listen_at(std::string(200, 'x')).error().kind == ErrorKind::bad_config);
  CHECK(listen_at("/nowhere/at/all").error().kind == ErrorKind::unreachable);
}

TEST_CASE("the socket goes with the server") {
  Folder folder;
  {
    const Stage stage;
    CHECK(Client::connect(stage.folder.socket()).has_value());
  }
  const auto client = Client::connect(folder.socket());
  REQUIRE_FALSE(client);
  CHECK(client.error().kind == ErrorKind::unreachable);
}

TEST_CASE("a client waits no longer than it was told") {
  Stage stage;
  auto client = Client::connect(stage.folder.socket());
  REQUIRE(client);
  const auto reply = client->call(AskHeard{}, 20ms);  // nobody turns the loop
  REQUIRE_FALSE(reply);
  CHECK(reply.error().kind == ErrorKind::timed_out);
}

TEST_CASE("where nobody takes connections a client waits no longer than it was told") {
  const Folder folder;
  const Result<Descriptor> listening = listen_at(folder.socket());
  REQUIRE(listening);
  std::vector<Client> waiting;  // that many the kernel keeps
  std::optional<Error> refused;
  while (!refused && waiting.size() < 1000) {
    Result<Client> one_more = Client::connect(folder.socket(), 1ms);
    if (one_more) {
      waiting.push_back(*std::move(one_more));
    } else {
      refused = one_more.error();
    }
  }
  REQUIRE(refused);
  CHECK(refused->kind == ErrorKind::timed_out);
  CHECK(refused->what.find("takes no connection") != std::string::npos);
}

TEST_CASE("a client takes replies one by one, and says when presad has gone") {
  Stage stage;
  auto client = Client::connect(stage.folder.socket());
  REQUIRE(client);
  REQUIRE_FALSE(client->call(AskWatch{}, 0ms));
  stage.wait_for_requests(1);
  CHECK_FALSE(client->take().has_value());
  stage.server.tell(stage.requests[0].first, R"({"topic":"t","payload":"1"})");
  stage.server.tell(stage.requests[0].first, R"({"topic":"t","payload":"2"})");
  CHECK(read_said(client->next(1s)->parameters)->payload == "1");
  CHECK(read_said(client->next(1s)->parameters)->payload == "2");
  stage.server.refuse(stage.requests[0].first, {"DeviceUnknown", "it has left", {}});
  const auto refusal = accepted(client->next(1s));
  REQUIRE_FALSE(refusal);
  CHECK(refusal.error() == Error{ErrorKind::refused, "it has left"});
}

TEST_CASE("every instance has a socket of its own") {
  CHECK(socket_of("") == "/run/presad/control");
  CHECK(socket_of("site") == "/run/presad@site/control");
}
