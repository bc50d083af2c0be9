#include "simulator/options.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <map>

#include "simulator/relay_status.h"
#include "simulator/script.h"
#include "simulator/tasmota_simulator.h"

namespace presad::simulator {
namespace {

constexpr int wrong_usage = 2;

/// Where announcements go unless the person says: nowhere outside of this machine.
std::string default_target(const std::string& address) { return address.starts_with("127.") ? "127.255.255.255" : ""; }

void print_faults() {
  for (const FaultRow& row : fault_table()) {
    std::string name(row.name);
    if (row.argument != FaultArgument::none) name += "=" + std::string(row.usual);
    const char* when = row.wake_up ? "after each power-up: " : "";
    std::printf("%-30s %s%s (PROTOCOL.md, %s)\n", name.c_str(), when, std::string(row.does).c_str(),
                std::string(row.source).c_str());
  }
}

int complain(const std::string& what) {
  std::fprintf(stderr, "presad-sim: %s\n", what.c_str());
  return wrong_usage;
}

/// What CLI11 can only hold as text.
struct Texts {
  std::vector<std::string> faults;
  std::string script;
  std::string announce;
};

void add_plug_options(CLI::App& tuya, Options& options, Texts& texts) {
  FleetOptions& fleet = options.fleet;
  tuya.add_option("--protocol", fleet.protocol, "3.1, 3.2, 3.3, 3.4 or 3.5")->capture_default_str();
  tuya.add_option(
          "--model", fleet.model,
          "plug, plug_old, strip, switch, sp22, dimmer, bulb_v1, bulb_v2, bulb_white, cover, cover_simple, gateway, "
          "climate_sensor, contact or motion")
      ->capture_default_str();
  tuya.add_option("--relays", fleet.relays, "how many relays, if not as usual");
  tuya.add_option("--address", fleet.address, "where it listens")->capture_default_str();
  tuya.add_option("--port", fleet.port, "0: any free one")->capture_default_str();
  tuya.add_option("--id", fleet.device_id, "the device id")->capture_default_str();
  tuya.add_option("--key", fleet.local_key, "the local key, 16 characters")->capture_default_str();
  tuya.add_option("--name", fleet.name, "the topic")->capture_default_str();
  tuya.add_option("--count", fleet.count,
                  "so many plugs on consecutive addresses; from the second on, id and key end in the plug's number as "
                  "four digits, and with several each name has its number behind it")
      ->capture_default_str();
  tuya.add_option("--sub-devices", fleet.sub_devices, "so many behind a gateway");
  tuya.add_option("--sub-model", fleet.sub_model, "what they are: a model as above")->capture_default_str();
  tuya.add_option("--fault", texts.faults, "NAME[=VALUE], also 2:NAME or 1-10:NAME for those plugs; may be repeated")
      ->allow_extra_args(false);
  tuya.add_option("--script", texts.script, "a file of actions")->check(CLI::ExistingFile);
  tuya.add_flag("--print-inventory", options.print_inventory, "print the entries for presad.yaml and end");
}

void add_behaviour_options(CLI::App& tuya, Options& options, Texts& texts) {
  PlugSettings& behaviour = options.fleet.behaviour;
  tuya.add_option("--power", behaviour.load_w, "watts that each relay feeds when on")->check(CLI::Range(0.0, 10000.0));
  tuya.add_option("--voltage", behaviour.voltage_v, "volts of the mains")
      ->capture_default_str()
      ->check(CLI::Range(0.0, 500.0));
  tuya.add_flag("--energy-increments", options.fleet.energy_increments,
                "datapoint 17 counts the energy; a plug does so anyway, an sp22 on demand");
  tuya.add_flag("--on", behaviour.on_at_start, "relays are on at the start");
  tuya.add_option("--relay-status", behaviour.relay_status,
                  "what the relays do at power-up, in the words of its firmware: off, on, memory; power_off, power_on, "
                  "last; 0, 1, 2")
      ->capture_default_str()
      ->check(CLI::Validator(
          [](const std::string& word) {
            return find_relay_status_words(word) != nullptr ? std::string() : "not a word for it: " + word;
          },
          "WORD"));
  tuya.add_flag("--device22", behaviour.device22, "refuses the ordinary query");
  tuya.add_option("--max-connections", behaviour.max_connections, "clients served at once")->capture_default_str();
  static const std::map<std::string, Rejection> rejections = {
      {"close", Rejection::close}, {"reset", Rejection::reset}, {"silent", Rejection::silent}};
  tuya.add_option("--rejection", behaviour.rejection, "close, reset or silent: what one client too many finds")
      ->transform(CLI::CheckedTransformer(rejections));
  static const std::map<std::string, KeyMismatch> mismatches = {
      {"answer", KeyMismatch::answer}, {"close", KeyMismatch::close}, {"silent", KeyMismatch::silent}};
  tuya.add_option("--wrong-key", behaviour.key_mismatch,
                  "answer, close or silent: what a client with another key finds")
      ->transform(CLI::CheckedTransformer(mismatches));
  static const std::map<std::string, SequenceHabit> habits = {{"echo", SequenceHabit::echo},
                                                              {"count", SequenceHabit::count}};
  tuya.add_option("--sequence", behaviour.sequence_habit, "echo or count: the numbers of answers")
      ->transform(CLI::CheckedTransformer(habits));
  const auto add_duration = [&tuya](const char* name, Duration& target, const char* help) {
    tuya.add_option_function<std::string>(
        name,
        [&target, name](const std::string& text) {
          const auto duration = parse_duration(text);
          if (!duration) throw CLI::ValidationError(name, "expected a time such as 500ms or 2s");
          target = *duration;
        },
        help);
  };
  add_duration("--boot-time", behaviour.boot_time, "from power to an open port; 2s");
  add_duration("--idle-limit", behaviour.idle_limit, "a connection without traffic ends after that; 30s");
  add_duration("--announce-interval", options.announcements.interval, "5s");
  tuya.add_option(
      "--announce", texts.announce,
      "where announcements go, or none; 127.255.255.255 for a plug on 127.x, else none: a broadcast on a real "
      "network wants to be asked for");
  tuya.add_flag("--answer-probe", options.announcements.when_asked,
                "announces nothing until a probe comes to the announce address, port 7000");
}

void add_tasmota_options(CLI::App& app, TasmotaSettings& tasmota, Options& options) {
  app.add_option("--name", tasmota.topic, "the topic")->capture_default_str();
  app.add_option("--address", tasmota.address, "where its web server listens")->capture_default_str();
  app.add_option("--port", tasmota.port, "of its web server; presad knows 80 alone")->capture_default_str();
  app.add_option("--password", tasmota.password, "of its web server");
  app.add_option("--mac", tasmota.mac, "twelve hex digits")->capture_default_str();
  const std::map<std::string, TasmotaKind> kinds = {
      {"relays", TasmotaKind::relays}, {"lamp", TasmotaKind::lamp}, {"shutter", TasmotaKind::shutter}};
  app.add_option("--kind", tasmota.kind, "relays, lamp (one relay) or shutter (two)")
      ->transform(CLI::CheckedTransformer(kinds).description(""))
      ->type_name("KIND");
  app.add_option("--relays", tasmota.relays, "how many")->capture_default_str()->check(CLI::Range(1, 8));
  app.add_option("--broker", tasmota.broker_address, "the numeric address of the broker that it joins")
      ->capture_default_str();
  app.add_option("--broker-port", tasmota.broker_port)->capture_default_str();
  app.add_option("--wifi-config", tasmota.wifi_config, "its WifiConfig; 2 opens an access point")
      ->capture_default_str();
  app.add_option("--clock-set", tasmota.clock_set, "whether a time server has told it the time")->capture_default_str();
  app.add_option("--mqtt", tasmota.mqtt, "whether its MQTT is on (SetOption3)")->capture_default_str();
  app.add_option("--mqtt-host", tasmota.mqtt_host, "as it tells over HTTP")->capture_default_str();
  app.add_flag("--print-inventory", options.print_inventory, "print the entry for presad.yaml and end");
}

/// The rest, which needs more than CLI11. An empty text: all is well.
std::string read_texts(const Texts& texts, Options& options) {
  for (const std::string& each : texts.faults) {
    std::string_view text = each;
    const PlugRange plugs = take_plug_range(text);
    const auto fault = parse_fault(text);
    if (!fault) return fault.error().what;
    options.faults.emplace_back(plugs, *fault);
  }
  if (!texts.script.empty()) {
    std::ifstream file(texts.script);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    auto script = parse_script(text, texts.script);
    if (!script) return script.error().what;
    options.script = std::move(*script);
  }
  options.announcements.target = texts.announce.empty() ? default_target(options.fleet.address) : texts.announce;
  if (texts.announce == "none") options.announcements.target.clear();
  return "";
}

}  // namespace

std::variant<Options, int> parse_options(int argc, char** argv) {
  CLI::App app("Simulated plugs for presad, on real sockets.", "presad-sim");
  app.set_version_flag("--version", std::string("presad-sim ") + PRESAD_VERSION);
  app.require_subcommand(1);
  Options options;
  Texts texts;
  CLI::App& tuya = *app.add_subcommand("tuya", "one or more Tuya plugs");
  tuya.footer(std::string(action_help()));
  const CLI::App& faults = *app.add_subcommand("faults", "list the faults that a plug may be given");
  CLI::App& tasmota = *app.add_subcommand("tasmota", "a Tasmota device, over HTTP and on a broker");
  tasmota.footer(tasmota_action_help());
  TasmotaSettings tasmota_settings;
  add_tasmota_options(tasmota, tasmota_settings, options);
  add_plug_options(tuya, options, texts);
  add_behaviour_options(tuya, options, texts);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : wrong_usage;
  }
  if (tasmota.parsed()) options.tasmota = std::move(tasmota_settings);
  if (faults.parsed()) {
    print_faults();
    return 0;
  }
  if (const std::string wrong = read_texts(texts, options); !wrong.empty()) return complain(wrong);
  return options;
}

}  // namespace presad::simulator
