#include "inventory/inventory_editor.h"

#include <algorithm>
#include <utility>

#include "config/scalar_text.h"
#include "inventory/fitness.h"
#include "inventory/topic_from_name.h"
#include "inventory/topic_words.h"

namespace presad {

namespace {

using config::Entry;
using config::Node;
using config::scalar_text;

/// What it is known by within one run; empty: nothing.
std::string identity(const FoundDevice& device) {
  if (!device.gateway.empty()) return device.gateway + '/' + device.cid;
  return device.type == "tuya" ? device.device_id : device.address;
}

/// A topic for a device without a usable name: the end of what it is known by.
std::string nameless(const FoundDevice& device) {
  std::string tail;
  for (const char c : device.device_id.empty() ? device.cid + device.address : device.device_id) {
    if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) tail += c;
  }
  constexpr std::size_t length = 6;
  return "device_" + (tail.size() > length ? tail.substr(tail.size() - length) : tail);
}

}  // namespace

InventoryEditor::InventoryEditor(const InventoryView& view, const InventoryTexts& texts, std::string group_topic,
                                 LocalNetwork network)
    : view_(view),
      group_topic_(std::move(group_topic)),
      network_(std::move(network)),
      inventory_edits_(texts.inventory),
      secrets_edits_(texts.secrets) {
  for (const Entry& entry : view_.devices().entries) topics_.insert(entry.key);
}

DeviceOutcome InventoryEditor::put(const FoundDevice& found) {
  const FoundDevice device = made_fit(found, network_);
  const auto left_out = [&](std::string why) {
    return DeviceOutcome{DeviceChange::left_out, {}, {}, device.name, device.device_id, {}, false, std::move(why)};
  };
  if (const auto why = why_unfit(device)) return left_out(*why);
  if (!device.gateway.empty() && gateway_topic(device.gateway).empty()) {
    return left_out("its gateway " + device.gateway + " is neither in the inventory nor among what was found");
  }
  const auto [earlier, fresh] = seen_.try_emplace(identity(device), std::string(), device.local_key.reveal());
  if (!fresh) {
    if (earlier->second.second != device.local_key.reveal()) {
      return left_out("it was found twice, with two different local keys: name the right file alone");
    }
    return {DeviceChange::unchanged, earlier->second.first, {}, device.name, device.device_id, {}, false, {}};
  }
  const Entry* const entry = find(device);
  DeviceOutcome outcome = entry == nullptr ? add(device) : compare(device, *entry);
  earlier->second.first = outcome.topic;
  outcome.name = device.name;
  outcome.device_id = device.device_id;
  return outcome;
}

InventoryTexts InventoryEditor::finish() {
  config::add_entries_below(inventory_edits_, view_.inventory(), "devices", new_devices_);
  config::add_entries(secrets_edits_, view_.secrets(), nullptr, new_secrets_);
  return {inventory_edits_.apply(), secrets_edits_.apply()};
}

const Entry* InventoryEditor::find(const FoundDevice& device) const {
  for (const Entry& entry : view_.devices().entries) {
    if (view_.text(entry, "type") != device.type) continue;
    const auto same = [&](const char* key, const std::string& text) {
      return !text.empty() && view_.text(entry, key) == text;
    };
    if (same("device_id", device.device_id)) return &entry;
    if (device.type != "tuya" && (same("mac", device.mac) || same("address", device.address))) return &entry;
    if (!device.gateway.empty() && same("cid", device.cid) && same("gateway", gateway_topic(device.gateway))) {
      return &entry;
    }
  }
  return nullptr;
}

std::string InventoryEditor::gateway_topic(const std::string& device_id) const {
  for (const Entry& entry : view_.devices().entries) {
    if (view_.text(entry, "device_id") != device_id || entry.value.find("gateway") != nullptr) continue;
    const auto renamed = renamed_.find(entry.key);
    return renamed == renamed_.end() ? entry.key : renamed->second;
  }
  const auto found = seen_.find(device_id);
  return found == seen_.end() ? std::string() : found->second.first;
}

std::string InventoryEditor::topic_for(const FoundDevice& device, const std::string& own) const {
  const auto is_taken = [&](const std::string& topic) { return topic != own && topics_.count(topic) != 0; };
  if (!device.topic.empty() && check_device_topic(device.topic, group_topic_)) return untaken(device.topic, is_taken);
  const std::string& wish = device.topic.empty() ? device.name : device.topic;
  return topic_from_name(wish, own.empty() ? nameless(device) : own, group_topic_, is_taken);
}

DeviceOutcome InventoryEditor::add(const FoundDevice& device) {
  const std::string topic = topic_for(device, {});
  topics_.insert(topic);

  config::NewEntry entry{topic, {}, {{"type", std::string(device.type)}}};
  const auto write = [&entry](const char* key, const std::string& text) {
    if (!text.empty()) entry.values.emplace_back(key, scalar_text(text));
  };
  const auto write_secret = [&](const char* key, const SecretText& text) {
    if (!text.empty()) entry.values.emplace_back(key, "!secret " + scalar_text(keep_secret(topic, text.reveal())));
  };
  if (device.name != topic) write("name", device.name);
  write("device_id", device.device_id);
  if (device.gateway.empty()) {
    if (device.type == "tuya" && device.local_key.empty()) write("local_key", "unknown");
    write_secret("local_key", device.local_key);
    write("address", device.address);
    write("version", device.version);
  } else {
    write("gateway", gateway_topic(device.gateway));
    write("cid", device.cid);
  }
  write("username", device.username);
  write_secret("password", device.password);
  write("mac", device.mac);
  new_devices_.push_back(std::move(entry));
  return {DeviceChange::added, topic, {}, {}, {}, {}, false, {}};
}

DeviceOutcome InventoryEditor::compare(const FoundDevice& device, const Entry& entry) {
  DeviceOutcome outcome{DeviceChange::unchanged, entry.key, {}, {}, {}, {}, false, {}};
  const auto changed = [&outcome](bool so, const char* key) {
    if (!so) return;
    outcome.change = DeviceChange::changed;
    outcome.keys.emplace_back(key);
  };
  const bool unknown = view_.text(entry, "local_key") == "unknown";
  if (unknown && !device.local_key.empty() && was_named_by_presa(device, entry)) name_anew(device, entry, outcome);
  if (device.gateway.empty()) {
    changed(change_secret(entry, outcome.topic, "local_key", device.local_key.reveal()), "local_key");
  }
  outcome.first_key = unknown && std::count(outcome.keys.begin(), outcome.keys.end(), "local_key") != 0;
  changed(change_secret(entry, entry.key, "password", device.password.reveal()) || add_password(entry, device),
          "password");
  changed(change_text(entry, "address", device.address), "address");
  changed(change_text(entry, "version", device.version), "version");
  changed(change_text(entry, "username", device.username), "username");
  return outcome;
}

bool InventoryEditor::change_text(const Entry& entry, const char* key, const std::string& text) {
  const Node* const node = InventoryView::written(entry, key);
  if (node == nullptr || text.empty() || node->text == text || !node->secret.empty()) return false;
  const std::size_t from = inventory_edits_.offset(node->place);
  const std::string_view written = std::string_view(inventory_edits_.original()).substr(from, node->place.length);
  inventory_edits_.replace(from, node->place.length, config::scalar_text_like(text, written));
  return true;
}

bool InventoryEditor::was_named_by_presa(const FoundDevice& device, const Entry& entry) const {
  if (entry.key != nameless(device) || InventoryView::written(entry, "name") != nullptr) return false;
  const std::size_t from = inventory_edits_.offset(entry.key_place);
  if (inventory_edits_.original().compare(from, entry.key.size(), entry.key) != 0) return false;
  const auto& all = view_.devices().entries;
  return std::none_of(all.begin(), all.end(),
                      [&](const Entry& other) { return view_.text(other, "gateway") == entry.key; });
}

void InventoryEditor::name_anew(const FoundDevice& device, const Entry& entry, DeviceOutcome& outcome) {
  std::vector<config::NewEntry> values;
  const auto write = [&](const char* key, const std::string& text) {
    if (text.empty() || InventoryView::written(entry, key) != nullptr) return;
    values.push_back({key, scalar_text(text), {}});
    outcome.keys.emplace_back(key);
  };
  const std::string topic = topic_for(device, entry.key);
  if (topic != entry.key) {
    inventory_edits_.replace(inventory_edits_.offset(entry.key_place), entry.key.size(), scalar_text(topic));
    topics_.insert(topic);
    renamed_.emplace(entry.key, topic);
    outcome.former_topic = std::exchange(outcome.topic, topic);
    outcome.keys.emplace_back("topic");
  }
  if (device.name != topic) write("name", device.name);
  write("mac", device.mac);
  if (values.empty() && outcome.keys.empty()) return;
  outcome.change = DeviceChange::changed;
  if (!values.empty()) config::add_entries(inventory_edits_, entry.value, &entry, values);
}

bool InventoryEditor::change_secret(const Entry& entry, const std::string& topic, const char* key,
                                    const std::string& text) {
  const Node* const node = InventoryView::written(entry, key);
  if (node == nullptr || text.empty() || view_.text(entry, key) == text) return false;
  if (!node->secret.empty() && view_.uses(node->secret) == 1) {
    const Node& value = *view_.secret(node->secret);
    const std::size_t from = secrets_edits_.offset(value.place);
    const bool doubled = secrets_edits_.original().substr(from, 1) == "\"";
    secrets_edits_.replace(from, value.place.length,
                           doubled ? config::scalar_text_like(text, "\"") : config::quoted_text(text));
    return true;
  }
  // Written in place, or shared with something else: from now on a secret of its own.
  const std::string name = keep_secret(topic, text);
  inventory_edits_.replace(inventory_edits_.offset(node->place), node->place.length, "!secret " + scalar_text(name));
  return true;
}

bool InventoryEditor::add_password(const Entry& entry, const FoundDevice& device) {
  if (device.password.empty() || InventoryView::written(entry, "password") != nullptr) return false;
  const std::string value = "!secret " + scalar_text(keep_secret(entry.key, device.password.reveal()));
  config::add_entries(inventory_edits_, entry.value, &entry, {{"password", value, {}}});
  return true;
}

std::string InventoryEditor::keep_secret(const std::string& wish, const std::string& text) {
  const std::string name = untaken(wish, [&](const std::string& taken) {
    if (secret_names_.count(taken) != 0) return true;
    const Node* const there = view_.secret(taken);
    return there != nullptr && (there->kind != Node::Kind::scalar || there->text != text || view_.uses(taken) != 0);
  });
  if (view_.secret(name) == nullptr) new_secrets_.push_back({name, config::quoted_text(text), {}});
  secret_names_.emplace(name, text);
  return name;
}

}  // namespace presad
