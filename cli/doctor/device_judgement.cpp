#include <algorithm>

#include "cli/doctor/judgement.h"

namespace presad::cli {

namespace {

std::string_view verdict_of(const DeviceEvidence& evidence, bool in_reach) {
  switch (evidence.trouble) {
    case Trouble::none: {
      const bool elsewhere = !evidence.inventory_address.empty() && !evidence.address.empty() &&
                             evidence.address != evidence.inventory_address;
      if (elsewhere) return "moved";
      return evidence.meter_silent ? "meter_stale" : "well";
    }
    case Trouble::starting:
      return "not_asked";
    case Trouble::no_address:
      return "not_heard";
    case Trouble::unreachable:
      return in_reach ? "unreachable" : "other_subnet";
    case Trouble::connection_refused:
      return "port_closed";
    case Trouble::slot_taken:
      return "turned_away";
    case Trouble::silent:
      return "silent";
    case Trouble::key_wrong:
      return "key_wrong";
    case Trouble::version_wrong:
      return "version_wrong";
    case Trouble::relay_undefined:
      return "relay_undefined";
    case Trouble::cloud_locked:
      return "waits_for_cloud";
    case Trouble::out_of_reach:
      return "out_of_reach";
    case Trouble::gateway_away:
      return "gateway_away";
    case Trouble::cid_unknown:
      return "cid_unknown";
    case Trouble::key_unknown:
      return "key_unknown";
  }
  return "not_asked";
}

}  // namespace

Finding judge_device(const DeviceEvidence& evidence, std::span<const AddressRange> networks) {
  const Result<AddressRange> address = parse_address_range(evidence.address);
  const bool in_reach = !address || networks.empty() ||
                        std::any_of(networks.begin(), networks.end(),
                                    [&](const AddressRange& network) { return network.contains(address->first); });
  const Verdict& found = verdict(verdict_of(evidence, in_reach));
  std::string proof = evidence.address;
  if (!evidence.protocol.empty()) proof += (proof.empty() ? "" : ", ") + ("protocol " + evidence.protocol);
  if (!evidence.cause.empty()) proof += (proof.empty() ? "" : ": ") + evidence.cause;
  if (found.name == "moved") proof += ", in the inventory " + evidence.inventory_address;
  return {evidence.topic, &found, std::move(proof)};
}

Finding judge_relayed(const RelayedEvidence& evidence) {
  const std::string_view found = evidence.on_broker      ? "answers_for_itself"
                                 : evidence.answers_http ? "relayed"
                                                         : "tasmota_away";
  return {evidence.topic, &verdict(found), evidence.cause};
}

}  // namespace presad::cli
