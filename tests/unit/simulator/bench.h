// A plug model and clients of it, on a clock that the test moves. The clients are the daemon's frame code and no more.

#pragma once

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/random.h"
#include "families/tuya/payload.h"
#include "families/tuya/session_key.h"
#include "families/tuya/wire.h"
#include "simulator/plug_model.h"
#include "support/fake_clock.h"

namespace presad::simulator {

inline constexpr const char* test_key = "presad-sim-k0001";
inline constexpr const char* other_key = "presad-sim-k9999";

/// Every version, for tests that run once for each.
inline constexpr tuya::Version all_versions[] = {tuya::Version::v3_1, tuya::Version::v3_2, tuya::Version::v3_3,
                                                 tuya::Version::v3_4, tuya::Version::v3_5};

inline PlugSettings make_settings(tuya::Version version = tuya::Version::v3_3, std::string_view model = "sp22",
                                  unsigned relays = 0) {
  PlugSettings settings;
  settings.version = version;
  settings.local_key = *parse_local_key(test_key);
  settings.layout = *make_layout(model, relays);
  settings.wall_at_zero = FakeClock::wall_at_zero();
  return settings;
}

class Bench;

/// One client: what it heard stands in its public members.
class Client {
 public:
  Client(Bench& bench, ConnectionId id, tuya::Version version, std::string_view key)
      : id_(id),
        bench_(bench),
        version_(version),
        key_(*parse_local_key(key)),
        wire_(version, key_, tuya::Role::client) {}

  ConnectionId id() const { return id_; }

  void send(tuya::Message message);
  void send_bytes(ByteView bytes);
  void negotiate();
  void query() { send(tuya::make_query(version_, addressee_, FakeClock::wall_at_zero())); }
  void set(std::uint8_t id, DatapointValue value) {
    send(tuya::make_set(version_, addressee_, {{id, std::move(value)}}, FakeClock::wall_at_zero()));
  }
  void null_read(std::vector<std::uint8_t> ids) {
    send(tuya::make_null_read(version_, addressee_, ids, FakeClock::wall_at_zero()));
  }
  void refresh(std::vector<std::uint8_t> ids) { send(tuya::make_refresh(version_, addressee_, ids)); }
  void heart_beat() { send(tuya::make_heart_beat(version_, addressee_)); }
  void close();

  void receive(const Bytes& piece);

  /// All messages heard since the last call.
  std::vector<tuya::Message> take() { return std::exchange(heard, {}); }
  std::size_t count(tuya::CommandCode command) const {
    return static_cast<std::size_t>(std::ranges::count(heard, command, &tuya::Message::command));
  }
  /// What the last message of that command says; an empty report when there is none.
  tuya::Report last(tuya::CommandCode command) const {
    const auto place =
        std::find_if(heard.rbegin(), heard.rend(), [&](const auto& each) { return each.command == command; });
    if (place == heard.rend()) return {};
    return tuya::parse_report(*place).value_or(tuya::Report{});
  }

  std::vector<tuya::Message> heard;
  std::vector<tuya::Fault> faults;
  std::vector<Bytes> pieces;
  bool closed = false;  ///< by the plug
  bool reset = false;   ///< with RST

 private:
  ConnectionId id_;
  Bench& bench_;
  tuya::Version version_;
  tuya::Key key_;
  tuya::Wire wire_;
  tuya::Addressee addressee_{"bf51a20000000000000001", ""};
  std::uint32_t sequence_number_ = 0;
};

class Bench {
 public:
  explicit Bench(PlugSettings settings = make_settings()) : model(std::move(settings), random) {}

  /// A new client; negotiated already where the version asks for it.
  Client& connect(std::string_view key = test_key) {
    Client& client = connect_only(model.settings().version, key);
    if (tuya::negotiates_session_key(model.settings().version) && !client.closed) client.negotiate();
    return client;
  }
  Client& connect_only(tuya::Version version, std::string_view key = test_key) {
    const ConnectionId id = ++last_;
    clients_[id] = std::make_unique<Client>(*this, id, version, key);
    Client& client = *clients_[id];
    apply(model.on_connected(id, clock.now()));
    return client;
  }

  void apply(const PlugEffects& effects) {
    deadline = effects.deadline;
    for (const auto& piece : effects.send) clients_.at(piece.connection)->receive(piece.bytes);
    events.insert(events.end(), effects.events.begin(), effects.events.end());
    for (const auto& closing : effects.close) {
      clients_.at(closing.connection)->closed = true;
      clients_.at(closing.connection)->reset = closing.reset;
    }
  }

  /// Lets time pass, deadline by deadline.
  void run(Duration time) {
    const Timestamp end = clock.now() + time;
    while (deadline <= end) {
      clock.advance_to(deadline);
      apply(model.on_deadline(clock.now()));
    }
    clock.advance_to(end);
  }

  void fault(std::string_view text) { apply(model.set_fault(*parse_fault(text), clock.now())); }
  void press(unsigned relay = 1) { apply(model.press(relay, clock.now())); }

  /// Whether an event was told since the last call.
  bool told(std::string_view line) {
    const std::vector<PlugEvent> all = std::exchange(events, {});
    return std::ranges::any_of(all, [&](const PlugEvent& each) { return render_event(each) == line; });
  }

  FakeClock clock;
  SeededRandom random{7};
  PlugModel model;
  std::vector<PlugEvent> events;
  Timestamp deadline = never;

 private:
  std::map<ConnectionId, std::unique_ptr<Client>> clients_;
  ConnectionId last_ = 0;
};

inline void Client::send(tuya::Message message) {
  message.sequence_number = ++sequence_number_;
  send_bytes(wire_.encode(message, bench_.random));
}

inline void Client::send_bytes(ByteView bytes) { bench_.apply(bench_.model.on_bytes(id_, bytes, bench_.clock.now())); }

inline void Client::close() { bench_.apply(bench_.model.on_closed(id_, bench_.clock.now())); }

inline void Client::receive(const Bytes& piece) {
  pieces.push_back(piece);
  wire_.receive(piece);
  while (auto next = wire_.next()) {
    if (auto* message = std::get_if<tuya::Message>(&*next)) {
      heard.push_back(std::move(*message));
    } else {
      faults.push_back(std::get<tuya::Fault>(*next));
    }
  }
}

inline void Client::negotiate() {
  tuya::Nonce nonce;
  bench_.random.fill(nonce);
  send(tuya::make_session_key_start(nonce));
  const auto answers = take();
  if (answers.empty()) return;
  const auto remote = tuya::check_session_key_response(key_, nonce, answers.front());
  if (!remote) return;
  send(tuya::make_session_key_finish(key_, *remote));
  wire_.use_session_key(tuya::derive_session_key(version_, key_, nonce, *remote));
}

}  // namespace presad::simulator
