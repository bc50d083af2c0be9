#include "inventory/settings.h"

#include <array>
#include <map>
#include <utility>

#include "base/local_network.h"
#include "base/text.h"
#include "config/document.h"
#include "config/reader.h"
#include "inventory/mqtt_settings.h"
#include "inventory/survey_inventory.h"
#include "inventory/topic_words.h"

namespace presad {

namespace {

using config::Diagnostics;
using config::Document;
using config::Entry;
using config::Node;
using config::Reader;

constexpr std::array<std::pair<std::string_view, HomeAssistantDiscovery>, 3> discovery_words = {
    {{"tasmota", HomeAssistantDiscovery::tasmota},
     {"mqtt", HomeAssistantDiscovery::mqtt},
     {"none", HomeAssistantDiscovery::none}}};

void read_home_assistant(Reader reader, Settings& settings) {
  settings.discovery = reader.one_of("discovery", "a kind of discovery", discovery_words).value_or(settings.discovery);
  reader.no_more_keys();
}

void read_location(Reader& reader, Settings& settings) {
  settings.latitude = reader.number("latitude", -90, 90);
  settings.longitude = reader.number("longitude", -180, 180);
  for (const auto& [key, other] : {std::pair("latitude", "longitude"), std::pair("longitude", "latitude")}) {
    if (reader.has(key) && !reader.has(other)) {
      reader.error(key, std::string(1, '"') + key + "\" needs \"" + other + '"');
    }
  }
}

LocalNetwork read_network(Reader& reader) {
  const auto text = reader.text("allow_addresses", 1, 1024);
  if (!text) return {};
  const auto ranges = parse_address_ranges(*text);
  if (ranges) return LocalNetwork(*ranges);
  reader.error("allow_addresses", ranges.error().what, "100.64.0.0/10 2001:db8:1::/48");
  return {};
}

/// An address that is neither local nor allowed; `key` holds it.
void refuse_elsewhere(Reader& reader, std::string_view key) {
  reader.error(key, reader.shown(key) + " is not an address of the local network",
               "presad speaks to no other; if it is one of yours, see allow_addresses");
}

/// Devices one by one, and then those of one type together.
class DevicesReader {
 public:
  DevicesReader(std::span<const Family> families, Diagnostics& diagnostics)
      : families_(families), diagnostics_(diagnostics) {
    for (const Family& family : families) types_.push_back(family.type);
  }

  void read(Reader& house, const Entry& entry, Settings& settings) {
    if (entry.key.empty()) return;
    const auto topic = check_device_topic(entry.key, settings.group_topic);
    if (!topic) diagnostics_.error(entry.key_place, topic.error().what);

    Reader reader = house.entry("devices", entry, "a device");
    if (entry.value.kind != Node::Kind::mapping && entry.value.kind != Node::Kind::empty) return;
    const Family* family = read_type(reader);
    if (family == nullptr) {
      read_device_settings(reader, entry.key);
      return reader.hide_the_rest();
    }
    reader.rename("a " + std::string(family->type) + " device");
    if (const Entry* const address = entry.value.find("address");
        address != nullptr && settings.network.classify(address->value.text) == AddressKind::elsewhere) {
      refuse_elsewhere(reader, "address");
    }
    by_type_[family].push_back(&entry);
    if (auto plan = family->read(reader, entry.key)) {
      settings.devices.push_back(std::move(plan));
    } else {
      settings.left_alone.push_back(entry.key);
    }
  }

  void check_together() const {
    for (const auto& [family, entries] : by_type_) {
      if (family->check_together != nullptr) family->check_together(entries, diagnostics_);
    }
  }

 private:
  const Family* read_type(Reader& reader) const {
    if (!reader.require("type", "type: " + std::string(types_.front()))) return nullptr;
    const auto index = reader.one_of("type", "a type of device", types_);
    return index ? &families_[*index] : nullptr;
  }

  std::span<const Family> families_;
  Diagnostics& diagnostics_;
  std::vector<std::string_view> types_;
  std::map<const Family*, std::vector<const Entry*>> by_type_;
};

void read_inventory(const Document& inventory, const std::string& folder, std::span<const Family> families,
                    Diagnostics& diagnostics, Settings& settings, config::Survey* survey = nullptr) {
  Reader reader(inventory.root(), inventory.whole(), "the inventory", diagnostics, survey);
  if (inventory.root().kind == Node::Kind::empty) {
    diagnostics.error(inventory.whole(), "the inventory is empty", "an inventory without devices still says: devices:");
  }
  settings.network = read_network(reader);
  read_mqtt_settings(reader.mapping("mqtt", "mqtt"), folder, settings);
  read_home_assistant(reader.mapping("home_assistant", "home_assistant"), settings);
  read_location(reader, settings);
  DevicesReader devices(families, diagnostics);
  for (const Entry& entry : reader.entries("devices")) devices.read(reader, entry, settings);
  devices.check_together();
  reader.no_more_keys();
}

Loaded finish(Settings settings, Diagnostics findings) {
  Loaded loaded{std::nullopt, std::move(findings)};
  if (!loaded.findings.has_errors()) loaded.settings = std::move(settings);
  return loaded;
}

Loaded read_texts(const InventoryFiles& names, std::string_view inventory, std::optional<std::string_view> secrets,
                  const std::string& absence, std::span<const Family> families, Diagnostics findings) {
  Settings settings;
  Document document = Document::parse(names.inventory, inventory, findings);
  std::optional<Document> secret_document;
  if (secrets) {
    secret_document = Document::parse(names.secrets, *secrets, findings, config::Content::secrets);
  }
  document.resolve_secrets(secret_document ? &*secret_document : nullptr, absence, findings);
  read_inventory(document, folder_of(names.inventory), families, findings, settings);
  return finish(std::move(settings), std::move(findings));
}

config::Place whole_file(const std::string& name) { return {config::Source::make(name, ""), 0, 0, 0}; }

}  // namespace

Loaded read_settings(const InventoryFiles& names, std::string_view inventory, std::optional<std::string_view> secrets,
                     std::span<const Family> families) {
  return read_texts(names, inventory, secrets, "there is no " + names.secrets, families, {});
}

Loaded load_settings(const InventoryFiles& files, std::span<const Family> families) {
  constexpr std::size_t limit = config::Limits{}.bytes;
  Diagnostics findings;
  const auto inventory = read_text_file(files.inventory, limit);
  if (!inventory) {
    findings.error(whole_file(files.inventory), "cannot be read: " + inventory.error().what);
    return finish({}, std::move(findings));
  }
  // A missing file matters only when something in it is asked for.
  const auto secrets = read_text_file(files.secrets, limit);
  if (secrets && readable_by_others(files.secrets)) {
    findings.warning(whole_file(files.secrets), "everybody on this machine may read the secrets",
                     "chmod 0640 " + files.secrets);
  }
  std::optional<std::string_view> secret_text;
  if (secrets) secret_text = *secrets;
  const std::string absence =
      secrets ? "" : "the secrets in " + files.secrets + " cannot be read: " + secrets.error().what;
  return read_texts(files, *inventory, secret_text, absence, families, std::move(findings));
}

config::Survey survey_inventory(std::string_view inventory, std::span<const Family> families) {
  config::Survey survey;
  Diagnostics unheard;
  Settings unused;
  read_inventory(Document::parse("", inventory, unheard), ".", families, unheard, unused, &survey);
  return survey;
}

std::string render_verdict(const Loaded& loaded, const InventoryFiles& files) {
  std::string text = loaded.findings.render();
  if (!loaded.settings) return text;
  const std::size_t devices = loaded.settings->devices.size() + loaded.settings->left_alone.size();
  text += files.inventory + ": " + std::to_string(devices) + (devices == 1 ? " device" : " devices");
  return text + ", no problems.\n";
}

}  // namespace presad
