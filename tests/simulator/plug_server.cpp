#include "simulator/plug_server.h"

#include <utility>

#include "families/tuya/payload.h"

namespace presad::simulator {
namespace {

constexpr std::size_t max_connections = 64;  // sockets one plug holds open, those it has forgotten included

PlugSettings with_wall_clock(PlugSettings settings, const loop::EventLoop& loop) {
  settings.wall_at_zero = loop.wall_time() - loop.now().time_since_epoch();
  return settings;
}

template <class... Cases>
struct Overloaded : Cases... {
  using Cases::operator()...;
};
template <class... Cases>
Overloaded(Cases...) -> Overloaded<Cases...>;

}  // namespace

PlugServer::PlugServer(loop::EventLoop& loop, const PlugPlan& plan, AnnouncerSettings announcements,
                       RandomSource& random, LineListener& lines)
    : loop_(loop),
      plan_(plan),
      lines_(lines),
      model_(with_wall_clock(plan.settings, loop), random),
      announcer_(loop, std::move(announcements), random),
      listener_(loop, *this),
      timer_(loop, Delegate<void()>::to<&PlugServer::on_deadline>(this)),
      clearing_(loop, Delegate<void()>::to<&PlugServer::on_clearing>(this)) {}

Result<bool> PlugServer::start() {
  auto settled = open_port();
  if (settled) settled = announce();
  started_ = settled.has_value();
  if (settled) apply(model_.on_deadline(loop_.now()));
  return settled;
}

Result<bool> PlugServer::open_port() {
  auto opened = listener_.open(plan_.address, plan_.port);
  if (!opened) return opened;
  plan_.port = listener_.port();  // the free one, once found, stays
  shown_ = Port::open;
  return opened;
}

Result<bool> PlugServer::announce() {
  return announcer_.start({plan_.settings.device_id, plan_.address, plan_.settings.version, "presadsim"});
}

/// Goes to plan_.address, with its port if that is open.
Result<bool> PlugServer::settle() {
  auto settled = model_.port() == Port::open ? open_port() : Result<bool>(true);
  return settled ? announce() : settled;
}

void PlugServer::on_accepted(int descriptor) {
  const ConnectionId id = ++last_connection_;
  ConnectionListener& self = *this;
  auto connection = std::make_unique<AcceptedConnection>(loop_, descriptor, id, self);
  if (connections_.size() >= max_connections) return connection->close(true);
  connections_.emplace(id, std::move(connection));
  apply(model_.on_connected(id, loop_.now()));
}

void PlugServer::on_bytes(ConnectionId connection, ByteView received) {
  apply(model_.on_bytes(connection, received, loop_.now()));
}

void PlugServer::on_closed(ConnectionId connection) {
  clearing_.schedule();
  apply(model_.on_closed(connection, loop_.now()));
}

void PlugServer::on_deadline() { apply(model_.on_deadline(loop_.now())); }

/// Closed connections go here and not earlier: one of them may be in the middle of telling us.
void PlugServer::on_clearing() {
  std::erase_if(connections_, [](const auto& each) { return !each.second->open(); });
}

void PlugServer::apply(const PlugEffects& effects) {
  timer_.arm(effects.deadline);
  for (const auto& piece : effects.send) {
    if (const auto place = connections_.find(piece.connection); place != connections_.end()) {
      place->second->write(piece.bytes);
    }
  }
  for (const PlugEvent& event : effects.events) lines_.on_line(plan_.number, render_event(event));
  for (const auto& closing : effects.close) {
    if (const auto place = connections_.find(closing.connection); place != connections_.end()) {
      place->second->close(closing.reset);
      clearing_.schedule();
    }
  }
  follow_port();
}

/// Makes the sockets look as the model says.
void PlugServer::follow_port() {
  const Port wanted = model_.port();
  if (wanted == shown_ || !started_) return;
  const bool was_dark = shown_ == Port::dark;
  if (was_dark) {
    for (auto& [id, connection] : connections_) connection->light();
  }
  shown_ = wanted;
  if (wanted == Port::open) {
    if (const auto opened = open_port(); !opened) lines_.on_line(plan_.number, "error " + opened.error().what);
  } else if (wanted == Port::refused) {
    listener_.close();
  } else {
    announcer_.stop();
    listener_.dark();
    for (auto& [id, connection] : connections_) connection->dark();
  }
  if (!was_dark) return;
  if (const auto announced = announce(); !announced) lines_.on_line(plan_.number, "error " + announced.error().what);
}

void PlugServer::move(const std::string& address) {
  // What was connected to the old address gets no answer any more, and no farewell either.
  left_behind_.clear();
  for (auto& [id, connection] : std::exchange(connections_, {})) {
    connection->dark();
    left_behind_.push_back(std::move(connection));
    apply(model_.on_closed(id, loop_.now()));
  }
  const std::string before = std::exchange(plan_.address, address);
  if (model_.port() == Port::dark) return lines_.on_line(plan_.number, "moved address=" + address);
  if (const auto settled = settle(); settled) {
    lines_.on_line(plan_.number, "moved address=" + address);
  } else {
    lines_.on_line(plan_.number, "error " + settled.error().what);
    plan_.address = before;
    if (const auto back = settle(); !back) lines_.on_line(plan_.number, "error " + back.error().what);
  }
}

void PlugServer::press(unsigned relay) {
  if (model_.relay(relay) == Power::undefined) return lines_.on_line(plan_.number, "error there is no such relay");
  apply(model_.press(relay, loop_.now()));
}

void PlugServer::set_value(const Datapoint& datapoint) {
  if (!model_.fits(datapoint)) return lines_.on_line(plan_.number, "error no such datapoint of that type and range");
  apply(model_.set_datapoint(datapoint, loop_.now()));
}

void PlugServer::set_fault(const Fault& fault) { apply(model_.set_fault(fault, loop_.now())); }

void PlugServer::perform(const Action& action) {
  const Timestamp now = loop_.now();
  std::visit(
      Overloaded{[&](const Press& what) { press(what.relay); }, [&](const Unplug&) { apply(model_.unplug(now)); },
                 [&](const PlugIn&) { apply(model_.plug_in(now)); }, [&](const Reboot&) { apply(model_.reboot(now)); },
                 [&](const ReachCloud&) { apply(model_.cloud(now)); }, [&](const Move& what) { move(what.address); },
                 [&](const RotateKey& what) { apply(model_.rotate_key(what.key, now)); },
                 [&](const SetFault& what) {
                   apply(what.fault ? model_.set_fault(*what.fault, now) : model_.clear_faults(now));
                 },
                 [&](const SetLoad& what) { apply(model_.set_load(what.load_w, now)); },
                 [&](const SetValue& what) { set_value(what.datapoint); },
                 [&](const OfSubDevice& what) {
                   if (what.number > model_.sub_devices().size()) {
                     return lines_.on_line(plan_.number, "error there is no such sub-device");
                   }
                   apply(model_.act_on_sub_device(what, now));
                 },
                 [&](const Show&) { lines_.on_line(plan_.number, render_state()); }, [](const Wait&) {},
                 [](const Quit&) {}},
      action.what);
}

std::string PlugServer::render_state() const {
  const char* port = shown_ == Port::open ? "open" : shown_ == Port::refused ? "refused" : "dark";
  const Timestamp now = loop_.now();
  std::string sub_devices;
  for (const SubDevice& each : model_.sub_devices()) {
    sub_devices += " sub=" + each.cid + ":" + tuya::render_datapoints(each.hardware.all(now));
  }
  return "state address=" + plan_.address + " port=" + port + " connections=" + std::to_string(model_.connections()) +
         " crashes=" + std::to_string(model_.crashes()) + " energy_wh=" + std::to_string(model_.energy_wh(now)) +
         " faults=\"" + model_.faults().render() + "\" dps=" + tuya::render_datapoints(model_.datapoints(now)) +
         sub_devices;
}

}  // namespace presad::simulator
