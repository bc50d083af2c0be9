#include "cli/doctor/verdict.h"

#include <algorithm>
#include <array>
#include <cassert>

namespace presad::cli {

namespace {

using enum Severity;

constexpr std::array table = {
    // The inventory and this machine
    Verdict{"inventory_good", well, "presad would start with this inventory", ""},
    Verdict{"inventory_wrong", ill, "presad would not start with this inventory", "mend what `presa check` shows"},
    Verdict{"inventory_missing", ill, "there is no inventory at that path",
            "install the package, which makes one, or name another with --config"},
    Verdict{"inventory_unreadable", ill, "you may not read the inventory or its secrets",
            "sudo presa doctor, or join the group: sudo adduser NAME presad, and log in anew"},
    Verdict{"secrets_open", notice, "everybody on this machine may read the local keys",
            "sudo chown root:presad and sudo chmod 0640 the file"},
    Verdict{"presad_runs", well, "presad runs and answers", ""},
    Verdict{"presad_away", ill, "presad does not run here",
            "sudo systemctl start presad, then systemctl status presad; devices were asked directly"},
    Verdict{"presad_closed", notice, "presad runs, and you may not ask it",
            "sudo presa doctor, or join the group: sudo adduser NAME presa, and log in anew"},
    Verdict{"presad_silent", ill, "presad's socket is there, and nobody answers at it",
            "sudo systemctl restart presad, and look at journalctl -u presad"},
    Verdict{"fence_down", notice, "the kernel does not keep presad inside the local network",
            "run presad by its unit; in a container the kernel may not allow it: presad itself still refuses"},
    Verdict{"clock_good", well, "this machine's clock is set", ""},
    Verdict{"clock_unset", ill,
            "this machine's clock was never set: devices are switched all the same; timers, TLS, timestamps and energy "
            "of the day go wrong",
            "timedatectl; without internet a server of time in the LAN, or a clock module, helps"},
    Verdict{"clock_behind", ill,
            "this machine's clock is behind, a file of presad's is from its future: devices are switched all the same; "
            "timers, TLS, timestamps and energy of the day go wrong",
            "timedatectl set-ntp true; without internet a server of time in the LAN, or a clock module, helps"},
    Verdict{"clock_unsynchronised", notice,
            "nothing keeps this machine's clock right: timers, timestamps and energy of the day go by it",
            "timedatectl set-ntp true, or a server of time in the LAN"},
    Verdict{"network_good", well, "this machine has an address in a local network", ""},
    Verdict{"network_missing", ill, "this machine has no address in any local network",
            "ip address; plug in or join it"},
    // The broker
    Verdict{"broker_good", well, "the broker lets presad in, and lets it hear and say what it must", ""},
    Verdict{"broker_name_unknown", ill, "nobody knows the broker's name",
            "correct mqtt.url, or write the broker's address into it"},
    Verdict{"broker_name_public", ill,
            "only name servers of the internet are set up, which the kernel keeps presad from",
            "write the broker's address into mqtt.url, its name into /etc/hosts, or use the router as name server"},
    Verdict{"broker_not_local", ill, "the broker's name leads out of the local network, where presad does not go",
            "use a broker in the LAN, or allow its address: docs/hardening.md"},
    Verdict{"broker_unreachable", ill, "nobody answers at the broker's address",
            "systemctl status mosquitto; is mqtt.url right, and does it listen for others than itself?"},
    Verdict{"broker_hung_up", ill, "the broker took the connection and hung up",
            "does mqtt.url name its MQTT port? mqtts:// where it wants TLS? its own log tells more"},
    Verdict{"broker_tls_failed", ill, "no TLS with the broker came about", "mend what the proof says"},
    Verdict{"broker_login_refused", ill, "the broker does not accept presad's login",
            "correct mqtt.username and mqtt.password (mosquitto_passwd sets it at the broker)"},
    Verdict{"broker_refused", ill, "the broker refuses presad", "mend what the proof says; its own log tells more"},
    Verdict{"broker_lost", ill, "the broker fell silent while it was being asked", "its own log tells more"},
    Verdict{"broker_may_not_hear", ill, "the broker does not deliver commands to presad",
            "give presad's user `topic readwrite cmnd/#`: /usr/share/doc/presad/examples/mosquitto"},
    Verdict{"broker_may_not_say", ill, "the broker does not take what presad has to say",
            "give presad's user the topics of the proof: /usr/share/doc/presad/examples/mosquitto"},
    Verdict{"broker_old", notice, "the broker speaks MQTT 3.1.1 only: what it forbids cannot be seen",
            "mosquitto 2 speaks MQTT 5"},
    Verdict{"broker_on_loopback_only", notice, "the broker listens for this machine alone",
            "for Home Assistant on another one: `listener 1883` and a login in mosquitto's configuration, "
            "docs/mosquitto.md"},
    // Devices
    Verdict{"well", well, "online", ""},
    Verdict{"not_asked", notice, "nothing is known of it yet", "ask again in a minute"},
    Verdict{"answers_for_itself", well, "a Tasmota device that is on the broker itself", ""},
    Verdict{"relayed", well, "a Tasmota device that presad answers for, over HTTP", ""},
    Verdict{"tasmota_away", ill, "a Tasmota device that is neither on the broker nor to be had over HTTP",
            "has it power and Wi-Fi? is its address right? presa adopt ADDRESS asks it"},
    Verdict{"not_heard", ill, "it has no address in the inventory, and was not heard in the network",
            "has it power and Wi-Fi? presa scan; or write its address into the inventory"},
    Verdict{"other_subnet", ill, "nobody answers at its address, which is in none of this machine's networks",
            "put both into one network, or let the router pass TCP port 6668 between them"},
    Verdict{"unreachable", ill, "nobody answers at its address",
            "has it power and Wi-Fi? presa scan shows whether it has another address now"},
    Verdict{"port_closed", ill, "somebody is at its address, and its port is closed",
            "another device may have the address now: presa scan; else cycle its mains"},
    Verdict{"waits_for_cloud", ill, "it announces itself and keeps its port closed: it waits for its vendor's cloud",
            "let it reach the internet once, or press its button; docs/power-cuts.md"},
    Verdict{
        "turned_away", ill,
        "it takes the connection and ends it: another client has its only place, local_key or version is wrong, or it "
        "hangs; which of them it does not tell",
        "close the phone app and other integrations; then compare the key; then cycle its mains"},
    Verdict{"silent", ill, "it takes the connection and answers nothing, or heartbeats at most",
            "wrong local_key or version, a stuck device or another client: close the phone app, check the key, take "
            "version: out of the inventory, cycle its mains"},
    Verdict{"key_wrong", ill, "its answer does not fit the local_key",
            "the key changes when a device is paired anew: presa wizard, or presa import, brings the new one"},
    Verdict{"key_unknown", ill, "nobody has told its local_key yet", "presa wizard, or presa import, brings it"},
    Verdict{"version_wrong", ill, "it speaks another version of the protocol than the inventory says",
            "take version: out of the inventory, and presad finds it"},
    Verdict{"relay_undefined", ill, "it answers, and does not say where its relay is",
            "presad goes on waking it; pressing its button ends it. docs/power-cuts.md"},
    Verdict{
        "out_of_reach", ill,
        "its gateway does not reach it: it sleeps, has no power, or is too far away; which of them it does not tell",
        "wake it by its button, look at its battery, bring it nearer to the gateway"},
    Verdict{"meter_stale", notice,
            "its meter was asked to measure again and again, and told nothing: its readings are old",
            "cycle its mains; if that does not help, its firmware does not measure on demand"},
    Verdict{"gateway_away", ill, "its gateway cannot be reached", "see to the gateway first"},
    Verdict{"cid_unknown", ill, "its gateway knows no such sub-device", "correct its cid; presa wizard shows it"},
    Verdict{"moved", notice, "it has another address than the inventory says; presad follows it",
            "correct its address, or take it out of the inventory; a fixed lease in the router keeps it"},
    Verdict{"retained_command", notice,
            "a command lies retained on the broker; presad does not carry it out, others might",
            "mosquitto_pub -r -n -t TOPIC clears it; whoever sent it should not set retain"},
    Verdict{"topic_taken", ill, "somebody else on the broker goes by the same topic",
            "give one of the two another topic"},
};

}  // namespace

std::string_view name(Severity severity) noexcept {
  switch (severity) {
    case Severity::well:
      return "well";
    case Severity::notice:
      return "notice";
    case Severity::ill:
      break;
  }
  return "ill";
}

std::span<const Verdict> verdicts() noexcept { return table; }

const Verdict& verdict(std::string_view name) noexcept {
  const auto* const found =
      std::find_if(table.begin(), table.end(), [name](const Verdict& each) { return each.name == name; });
  assert(found != table.end());
  return *found;
}

}  // namespace presad::cli
