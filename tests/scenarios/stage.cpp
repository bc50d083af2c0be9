#include "scenarios/stage.h"

#include <doctest/doctest.h>

#include <algorithm>

namespace presad::scenario {

namespace {
/// How long a connect takes to be accepted or refused.
constexpr Duration dial_time = std::chrono::milliseconds(1);
/// TCP knocks again after this time, then after twice as long, ….
constexpr Duration first_knock_again = std::chrono::seconds(1);
}  // namespace

tuya::Key key(const std::string& sixteen_characters) {
  REQUIRE(sixteen_characters.size() == 16);
  return tuya::Key(as_bytes(sixteen_characters).first<16>());
}

simulator::PlugSettings plug_settings(tuya::Version version, const std::string& model, unsigned relays) {
  simulator::PlugSettings settings;
  settings.version = version;
  settings.local_key = key("0123456789abcdef");
  settings.layout = simulator::make_layout(model, relays).value();
  settings.load_w = 42.5;
  settings.wall_at_zero = FakeClock::wall_at_zero();
  return settings;
}

tuya::LinkSettings link_settings(const simulator::PlugSettings& plug) {
  tuya::LinkSettings settings;
  settings.device_id = plug.device_id;
  settings.local_key = plug.local_key;
  settings.address = home;
  settings.version = plug.version;
  return settings;
}

Stage::Stage(const simulator::PlugSettings& settings, tuya::LinkSettings inventory)
    : plug(settings, random), inventory_(std::move(inventory)) {
  link.emplace(inventory_, random);
}

void Stage::restart_presad(bool lost_power) {
  hang_up();
  tuya::LinkSettings settings = inventory_;
  settings.remembered = {learned, lost_power};
  link.emplace(std::move(settings), random);
  start();
}

CommandId Stage::execute(const Command& command) {
  const CommandId id = ++last_command_;
  carry_out(link->execute(id, command, clock.moment()));
  return id;
}

void Stage::announce(const std::string& address, std::optional<tuya::Version> version) {
  carry_out(link->on_announced(address, version, clock.moment()));
}

void Stage::set_fault(const std::string& text) {
  apply(plug.set_fault(simulator::parse_fault(text).value(), clock.now()));
}

void Stage::run_for(Duration span) {
  const Timestamp end = clock.now() + span;
  while (clock.now() < end) step(end);
}

void Stage::step(Timestamp end) {
  clock.advance_to(
      std::min({end, link_deadline_, plug_deadline_, dial_due_, wire_ && air_ ? wire_->next_due() : never}));
  if (wire_ && air_) {
    for (const Delivery& delivery : wire_->take_due()) {
      if (wire_) deliver(delivery);
    }
  }
  if (dial_due_ <= clock.now()) finish_dial();
  if (link_deadline_ <= clock.now()) carry_out(link->on_deadline(clock.moment()));
  if (plug_deadline_ <= clock.now()) apply(plug.on_deadline(clock.now()));
  // Had its turn and is due still: time goes on all the same, or a deadline in the past would hold it for ever. On the
  // real loop the link would spin.
  const bool due_still = std::min(link_deadline_, plug_deadline_) <= clock.now();
  if (due_still) clock.advance(std::chrono::microseconds(1));
  turns_in_vain_ = due_still ? turns_in_vain_ + 1 : 0;
  if (turns_in_vain_ > 20) FAIL("a deadline that has passed is asked for again and again");
}

void Stage::finish_dial() {
  dial_due_ = never;
  const simulator::Port port = air_ && dialled_ == plug_address ? plug.port() : simulator::Port::dark;
  if (port == simulator::Port::open) {
    wire_ = std::make_unique<MemoryLink>(clock);
    wire_->weather = weather;
    ++connection_;
    connected_at = clock.now();
    apply(plug.on_connected(connection_, clock.now()));
    carry_out(link->on_connected(clock.moment()));
  } else if (port == simulator::Port::refused) {
    open_connections = 0;
    carry_out(link->on_closed({ErrorKind::refused, "connection refused"}, clock.moment()));
  } else if (unreachable_after && clock.now() - dialled_at_ >= *unreachable_after) {
    open_connections = 0;
    carry_out(link->on_closed({ErrorKind::unreachable, "No route to host"}, clock.moment()));
  } else {
    dial_due_ = clock.now() + knock_again_;
    if (unreachable_after) dial_due_ = std::min(dial_due_, dialled_at_ + *unreachable_after);
    knock_again_ *= 2;
  }
}

void Stage::deliver(const Delivery& delivery) {
  if (delivery.to == End::device) {
    if (delivery.closed) {
      apply(plug.on_closed(connection_, clock.now()));
    } else {
      apply(plug.on_bytes(connection_, delivery.bytes, clock.now()));
    }
  } else if (delivery.closed) {
    wire_.reset();
    open_connections = 0;
    carry_out(link->on_closed({ErrorKind::busy, "closed by the peer"}, clock.moment()));
  } else {
    carry_out(link->on_bytes(delivery.bytes, clock.moment()));
  }
}

void Stage::apply(const simulator::PlugEffects& effects) {
  plug_deadline_ = effects.deadline;
  for (const auto& piece : effects.send) {
    if (wire_ && piece.connection == connection_) wire_->send(End::device, piece.bytes);
  }
  for (const simulator::PlugEvent& event : effects.events) {
    if (event.kind == simulator::PlugEvent::Kind::switched) {
      edges.push_back({clock.now(), event.relay, event.power, event.text});
    }
    if (event.kind != simulator::PlugEvent::Kind::request || event.text.starts_with("heart")) continue;
    requests_received.push_back(clock.now());
    requests.push_back(event.text);
    if (event.text == "set") ++sets_received;
  }
  for (const auto& closing : effects.close) {
    if (wire_ && closing.connection == connection_) wire_->close(End::device);
  }
}

void Stage::hang_up() {
  if (wire_) {
    wire_.reset();
    apply(plug.on_closed(connection_, clock.now()));
  }
  dial_due_ = never;
  open_connections = 0;
}

void Stage::carry_out(tuya::LinkEffects effects) {
  link_deadline_ = effects.deadline;
  if (wire_) wire_->send(End::client, effects.send);
  if (effects.hang_up) hang_up();
  if (effects.dial) {
    dials.push_back(clock.now());
    dialled_ = *effects.dial;
    dialled_at_ = clock.now();
    dial_due_ = clock.now() + dial_time;
    knock_again_ = first_knock_again;
    most_open_connections = std::max(most_open_connections, ++open_connections);
  }
  for (const tuya::LinkEvent& event : effects.events) {
    if (const auto* answered = std::get_if<tuya::Answered>(&event)) {
      answers[answered->command].push_back(answered->answer);
    } else if (std::holds_alternative<tuya::Stated>(event)) {
      states.push_back(link->state());
      targets.remember(link->state());
    } else if (std::holds_alternative<tuya::Conditioned>(event)) {
      conditions.push_back(link->condition());
    } else if (const auto* fact = std::get_if<tuya::Learned>(&event)) {
      learned[fact->fact] = fact->value;
    } else if (const auto* notice = std::get_if<tuya::ToSubDevice>(&event)) {
      notices.push_back(*notice);
    } else if (const auto* stranger = std::get_if<tuya::StrangerHeard>(&event)) {
      strangers.push_back(stranger->cid);
    } else if (const auto* consumed = std::get_if<tuya::Consumed>(&event)) {
      consumed_wh += consumed->energy_wh;
    }
  }
}

Outcome Stage::outcome(CommandId command) const {
  const auto found = answers.find(command);
  REQUIRE_MESSAGE(found != answers.end(), "no outcome for command " << command);
  REQUIRE_MESSAGE(found->second.size() == 1, found->second.size() << " outcomes for command " << command);
  return found->second.front().outcome;
}

}  // namespace presad::scenario
