#include "control/status.h"

#include <utility>

#include "control/overview.h"

namespace presad::control {

std::string render_status(const StatusReply& status) {
  const DaemonOverview& daemon = status.daemon;
  JsonWriter json;
  json.begin_object().key("daemon").begin_object();
  json.key("version").string(daemon.version).key("pid").integer(daemon.pid);
  json.key("uptime_s").integer(daemon.uptime.count()).key("topic").string(daemon.topic);
  json.key("broker").begin_object().key("host").string(daemon.broker_host).key("port").integer(daemon.broker_port);
  json.key("connected").boolean(daemon.broker_connected).key("connects").integer(daemon.broker_connects).end_object();
  json.key("fence").string(daemon.fence);
  json.key("online").integer(daemon.online).key("offline").integer(daemon.offline);
  json.key("commands");
  write_outcomes(json, daemon.ended);
  json.end_object().key("devices").begin_array();
  for (const Overview& each : status.devices) write_overview(json, each);
  json.end_array();
  if (!status.next.empty()) json.key("next").string(status.next);
  return json.end_object().take();
}

Result<StatusReply> read_status(const Json& parameters) {
  StatusReply status;
  const Json* const said = parameters.find("daemon");
  const Json* const devices = parameters.find("devices");
  if (said == nullptr || said->object() == nullptr || devices == nullptr || devices->array() == nullptr) {
    return fail(ErrorKind::malformed, "a status without daemon or devices");
  }
  DaemonOverview& daemon = status.daemon;
  daemon.version = text_of(said->find("version"));
  daemon.pid = integer_of(said->find("pid"));
  daemon.uptime = std::chrono::seconds(integer_of(said->find("uptime_s")));
  daemon.topic = text_of(said->find("topic"));
  if (const Json* const broker = said->find("broker"); broker != nullptr) {
    daemon.broker_host = text_of(broker->find("host"));
    daemon.broker_port = static_cast<std::uint16_t>(integer_of(broker->find("port")));
    daemon.broker_connected = truth_of(broker->find("connected"));
    daemon.broker_connects = static_cast<unsigned>(integer_of(broker->find("connects")));
  }
  daemon.fence = text_of(said->find("fence"));
  daemon.online = static_cast<unsigned>(integer_of(said->find("online")));
  daemon.offline = static_cast<unsigned>(integer_of(said->find("offline")));
  read_outcomes(said->find("commands"), daemon.ended);
  for (const Json& each : *devices->array()) {
    Result<Overview> overview = read_overview(each);
    if (!overview) return overview.error();
    status.devices.push_back(*std::move(overview));
  }
  status.next = text_of(parameters.find("next"));
  return status;
}

}  // namespace presad::control
