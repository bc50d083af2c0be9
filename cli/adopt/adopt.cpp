#include "cli/adopt/adopt.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <optional>
#include <utility>

#include "base/text.h"
#include "cli/adopt/adopt_report.h"
#include "cli/adopt/broker_move.h"
#include "cli/adopt/device_talk.h"
#include "cli/answer.h"
#include "cli/doctor/machine.h"
#include "cli/inventory.h"
#include "cli/last_words.h"
#include "cli/presad_socket.h"
#include "cli/prompt.h"
#include "cli/screen.h"
#include "cli/terminal.h"
#include "families/registry.h"
#include "inventory/instance.h"
#include "inventory/inventory_view.h"
#include "inventory/inventory_writer.h"
#include "inventory/topic_words.h"

namespace presad::cli {

namespace {

struct Options {
  InventoryOptions inventory;
  std::string address;
  std::string topic;
  std::string username;
  std::string broker_host;
  unsigned broker_port = 0;  ///< 0: the inventory's
  unsigned timeout = 60;     ///< seconds
  bool broker = false;
  bool yes = false;
  bool write = false;
  bool json = false;
  bool reveal = false;
};

/// The inventory as it is, before anybody is spoken to.
struct House {
  InventoryFiles files;
  InventoryTexts texts;
  Settings settings;
};

std::optional<House> read_house(const InventoryOptions& options, int& status) {
  House house{files_of(options), {}, {}};
  const auto texts = read_inventory_texts(house.files);
  if (!texts) {
    status = complain(exit_not_done, texts.error().what);
    return std::nullopt;
  }
  house.texts = *texts;
  if (InventoryView(house.files, house.texts).is_empty()) return house;
  std::optional<std::string_view> secrets;
  if (!house.texts.secrets.empty()) secrets = house.texts.secrets;
  Loaded loaded = read_settings(house.files, house.texts.inventory, secrets, families());
  if (!loaded.settings) {
    std::fputs(loaded.findings.render("nothing was asked").c_str(), stderr);
    status = exit_bad_config;
    return std::nullopt;
  }
  house.settings = std::move(*loaded.settings);
  return house;
}

/// With what the inventory knows of a Tasmota device at this address.
DeviceDoor door_of(const House& house, const Options& options) {
  DeviceDoor door{options.address, options.username.empty() ? "admin" : options.username, {}};
  const InventoryView view(house.files, house.texts);
  for (const config::Entry& entry : view.devices().entries) {
    if (view.text(entry, "type") != "tasmota" || view.text(entry, "address") != options.address) continue;
    door.password = SecretText(view.text(entry, "password"));
    const std::string username = view.text(entry, "username");
    if (options.username.empty() && !username.empty()) door.username = username;
  }
  return door;
}

/// With a word at the terminal: a device that is slow takes five seconds for each of the questions.
Result<tasmota_http::Traits> read_watched(const DeviceDoor& door) {
  Screen screen(stderr);
  screen.draw({"asking the device at " + door.address + "; Ctrl-C ends it"});
  return read_device(door);
}

/// Without a password first, which tells whether it wants one; then the one that is known, then the person's.
std::optional<tasmota_http::Traits> meet(DeviceDoor& door, bool& without_password, int& status) {
  const auto give_up = [&](const Error& error) {
    status = complain(exit_not_done, "the device at " + door.address + ": " + for_terminal(error.what));
    return std::optional<tasmota_http::Traits>();
  };
  DeviceDoor plain = door;
  plain.password = SecretText();
  auto traits = read_watched(plain);
  without_password = traits.has_value();
  if (traits) {
    door = plain;
    return *std::move(traits);
  }
  if (traits.error().kind != ErrorKind::refused) return give_up(traits.error());
  if (!door.password.empty()) {
    traits = read_watched(door);
    if (traits) return *std::move(traits);
    if (traits.error().kind != ErrorKind::refused) return give_up(traits.error());
  }
  const auto password = ask_secret("WebPassword of the device at " + door.address + ": ");
  if (!password || password->empty()) {
    status = complain(exit_not_done,
                      "the device at " + door.address +
                          " wants its WebPassword: type it at a terminal, or give it as a line of standard input");
    return std::nullopt;
  }
  door.password = *password;
  traits = read_watched(door);
  return traits ? std::optional(*std::move(traits)) : give_up(traits.error());
}

std::string with_colons(std::string_view hardware_id) {
  std::string text;
  for (std::size_t i = 0; i < hardware_id.size(); ++i) {
    if (i != 0 && i % 2 == 0) text += ':';
    text += hardware_id[i];
  }
  return text;
}

FoundDevice found(const tasmota_http::Traits& traits, const DeviceDoor& door, const Options& options) {
  FoundDevice device;
  device.type = "tasmota";
  device.topic = options.topic.empty() ? traits.identity.topic : options.topic;
  device.name = traits.identity.device_name;
  device.address = door.address;
  device.mac = with_colons(traits.identity.hardware_id);
  if (door.username != "admin") device.username = door.username;
  device.password = door.password;
  return device;
}

/// The address of this machine that the device can reach, as far as one can tell; or nothing.
std::string own_address_towards(const std::string& device, const MachineEvidence& machine) {
  const auto range = parse_address_range(device);
  if (!range) return {};
  for (std::size_t i = 0; i < std::min(machine.networks.size(), machine.addresses.size()); ++i) {
    const std::string& text = machine.addresses[i];
    if (machine.networks[i].contains(range->first)) return text.substr(0, text.find('/'));
  }
  return {};
}

/// By which names a device may rightly have the inventory's broker.
void learn_broker(HouseFacts& facts, const Settings& settings, const std::string& device) {
  const mqtt::BrokerSettings& broker = settings.broker;
  facts.broker = broker.host + ":" + std::to_string(broker.port);
  facts.broker_port = broker.port;
  if (is_loopback(broker.host)) {
    const MachineEvidence machine = look_at_machine();
    for (const std::string& text : machine.addresses) facts.broker_names.push_back(text.substr(0, text.find('/')));
    char host[256] = "";
    gethostname(host, sizeof host - 1);
    facts.broker_names.emplace_back(host);
    facts.broker_names.push_back(std::string(host) + ".local");
    if (is_loopback(device)) facts.broker_names.insert(facts.broker_names.end(), {broker.host, "127.0.0.1"});
    facts.broker_for_device = own_address_towards(device, machine);
    return;
  }
  facts.broker_names = look_at_broker_host(broker.host, broker.port).addresses;
  facts.broker_names.push_back(broker.host);
  facts.broker_for_device = broker.host;
}

/// What the device is to be told. Errors: `bad_config`, with the cure.
Result<BrokerOrder> make_order(const Settings& settings, const Options& options, const HouseFacts& facts,
                               const tasmota_http::Traits& traits) {
  BrokerOrder order;
  order.host = options.broker_host.empty() ? settings.broker.host : options.broker_host;
  order.port = options.broker_port == 0 ? settings.broker.port : static_cast<std::uint16_t>(options.broker_port);
  const bool named_for_a_neighbour = !options.broker_host.empty() && is_loopback(options.address);
  if (is_loopback(order.host) && !named_for_a_neighbour) {
    const std::string& own = facts.broker_for_device;
    return fail(ErrorKind::bad_config, "\"" + order.host +
                                           "\" is, for the device, the device itself; name the broker's "
                                           "address in its network: --broker-host " +
                                           (own.empty() ? "ADDRESS" : own));
  }
  if (settings.broker.tls && options.broker_port == 0) {
    return fail(
        ErrorKind::bad_config,
        "the inventory's broker is spoken to over TLS, which Tasmota's usual builds cannot; name a port without "
        "it: --broker-port 1883");
  }
  order.username = settings.broker.username;
  order.password = settings.broker.password;
  order.topic = facts.topic;
  if (traits.full_topic != facts.full_topic) order.full_topic = facts.full_topic;
  const auto fit = check_order(order);
  if (!fit) return fail(fit.error().kind, fit.error().what);
  return order;
}

std::string_view word_of(Arrival arrival) {
  switch (arrival) {
    case Arrival::accepted:
      return "accepted";
    case Arrival::not_connected:
      return "not_connected";
    case Arrival::not_taken:
      return "not_taken";
    case Arrival::silent:
      return "silent";
    case Arrival::refused:
      break;
  }
  return "refused";
}

/// With a word at the terminal, since it takes a while; and one more when that is not waited for.
Move move_watched(const DeviceDoor& door, const BrokerOrder& order, const tasmota_http::Traits& traits,
                  const Options& options, const AdoptReport& report) {
  const LastWords words("presa: ended early: the device at " + door.address +
                        " may have been told, and goes to its broker then; presa adopt " + door.address +
                        " shows where it is" +
                        (report.written ? ". Written: " + for_terminal(report.files.inventory) +
                                              "; a running presad takes it over with: " + report.reload
                                        : std::string()));
  Screen screen(stderr);
  screen.draw({"waiting until the device has started anew and is on the broker: " + std::to_string(options.timeout) +
               " s at most; Ctrl-C ends the waiting, not the move"});
  return move_to_broker(door, order, traits, std::chrono::seconds(options.timeout));
}

int conclude(const AdoptReport& report, const Options& options, int status) {
  std::fputs((options.json ? render_adopt_json(report) : render_adopt(report)).c_str(), stdout);
  return status;
}

int adopt(const House& house, const Options& options) {
  int status = exit_not_done;
  DeviceDoor door = door_of(house, options);
  HouseFacts facts;
  const auto traits = meet(door, facts.asked_without_password, status);
  if (!traits) return status;

  const std::vector<FoundDevice> devices = {found(*traits, door, options)};
  const InventoryEdit edit = edit_inventory(house.files, house.texts, devices, families());
  if (edit.findings.has_errors()) {
    std::fputs(edit.findings.render("nothing was written").c_str(), stderr);
    return exit_bad_config;
  }
  const DeviceOutcome& outcome = edit.devices.front();
  facts.topic = outcome.topic.empty() ? traits->identity.topic : outcome.topic;
  facts.full_topic = full_topic_of(house.settings).pattern();
  learn_broker(facts, house.settings, options.address);

  const std::string& instance = options.inventory.instance;
  AdoptReport report{house.files,
                     house.texts,
                     edit,
                     options.address,
                     *traits,
                     open_doors(*traits, facts),
                     options.reveal ? config::Secrets::shown : config::Secrets::hidden,
                     false,
                     "sudo systemctl reload " + (instance.empty() ? std::string("presad") : "presad@" + instance),
                     {}};
  if (outcome.change == DeviceChange::left_out) return conclude(report, options, exit_not_done);
  std::optional<BrokerOrder> order;
  if (options.broker) {
    const auto made = make_order(house.settings, options, facts, *traits);
    if (!made) return complain(exit_usage, made.error().what);
    order = *made;
    report.broker = BrokerReport{render_order(*order, config::Secrets::hidden), options.yes, {}, {}};
  }
  if (options.write && changes_anything(report)) {
    const auto written = write_inventory_texts(house.files, house.texts, edit.texts);
    if (!written) return complain(exit_not_done, written.error().what);
    report.written = true;
  }
  if (!order || !options.yes) return conclude(report, options, exit_done);
  const Move move = move_watched(door, *order, *traits, options, report);
  report.broker->result = word_of(move.arrival);
  report.broker->cause = move.cause;
  return conclude(report, options, move.arrival == Arrival::accepted ? exit_done : exit_not_done);
}

int run_adopt(const Options& options) {
  const std::string& instance = options.inventory.instance;
  if (!instance.empty() && !is_instance_name(instance)) return complain(exit_usage, instance_rule);
  if (!options.broker && (options.yes || !options.broker_host.empty() || options.broker_port != 0)) {
    return complain(exit_usage, "--yes, --broker-host and --broker-port are about the broker: they need --broker");
  }
  int status = exit_not_done;
  const std::optional<House> house = read_house(options.inventory, status);
  if (!house) return status;
  const std::string shown = "\"" + printable(options.address) + "\"";
  switch (house->settings.network.classify(options.address)) {
    case AddressKind::local:
      break;
    case AddressKind::not_numeric:
      return complain(exit_usage, shown + " is no address: a device is named by its numeric one, such as 10.0.0.114");
    case AddressKind::everywhere:
      return complain(exit_usage, shown + " is not the address of one device");
    case AddressKind::elsewhere:
      return complain(exit_usage, shown +
                                      " is not in the local network, and nothing else is spoken to; for an address "
                                      "of yours there is allow_addresses in the inventory");
  }
  if (!options.topic.empty()) {
    const auto fit = check_device_topic(options.topic, house->settings.group_topic);
    if (!fit) return complain(exit_usage, fit.error().what);
  }
  set_local_network(house->settings.network);
  return adopt(*house, options);
}

}  // namespace

Action declare_adopt(Arguments& arguments) {
  const auto options = std::make_shared<Options>();
  arguments.word("ADDRESS", options->address, "the device's, such as 10.0.0.114");
  arguments.option("--topic", options->topic, "the topic that it is to have (default: the one that it has)", "TOPIC");
  arguments.option("--username", options->username, "of its web server (default: admin)", "NAME");
  arguments.flag("--write", options->write, "write it into the inventory; without, it is only shown");
  arguments.flag("--broker", options->broker, "show the Backlog that leads it to the inventory's broker");
  arguments.option("--broker-host", options->broker_host, "the broker as the device is to name it", "HOST");
  arguments.number("--broker-port", options->broker_port, "its port for the device, if not the inventory's", "PORT", 1,
                   65535);
  arguments.flag("--yes", options->yes, "send that Backlog, and see whether the device follows it");
  arguments.number("--timeout", options->timeout, "how long to wait for that, in seconds", "S", 5, 600);
  declare_inventory(arguments, options->inventory);
  arguments.option("--instance", options->inventory.instance, "the presad of several whose inventory it is", "NAME");
  arguments.flag("--json", options->json, "say it as one JSON object");
  arguments.flag("--reveal", options->reveal, "show the secrets of the inventory");
  arguments.remark(
      "Reads a Tasmota device over HTTP and shows how the inventory would change, and what is open about the device:\n"
      "no web password, an access point when Wi-Fi is lost, the firmware's own topic, MQTT off or at another broker,\n"
      "a clock that is not set; each with the cure as a Tasmota command. Its WebPassword is asked for when it wants "
      "one,\n"
      "unseen at a terminal, else as a line of standard input. With --broker and --yes the broker's user name and\n"
      "password go to the device over HTTP, which is not encrypted.\n"
      "Status: 0 done, whatever the warnings, 1 the device cannot be read or did not follow, or the inventory cannot "
      "be\n"
      "written, 64 bad words, 78 bad inventory.");
  return [options] { return run_adopt(*options); };
}

}  // namespace presad::cli
