// One run over an inventory: which device is which, what of it changes, how that is written. Pure.

#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/local_network.h"
#include "config/add_entries.h"
#include "config/text_edits.h"
#include "inventory/inventory_edit.h"

namespace presad {

class InventoryEditor {
 public:
  /// The view is of `texts` and outlives the editor.
  InventoryEditor(const InventoryView& view, const InventoryTexts& texts, std::string group_topic,
                  LocalNetwork network);

  /// Gateways before their sub-devices.
  DeviceOutcome put(const FoundDevice& found);

  /// The texts with all of it done.
  InventoryTexts finish();

 private:
  const config::Entry* find(const FoundDevice& device) const;
  DeviceOutcome add(const FoundDevice& device);
  DeviceOutcome compare(const FoundDevice& device, const config::Entry& entry);
  bool change_text(const config::Entry& entry, const char* key, const std::string& text);
  bool change_secret(const config::Entry& entry, const std::string& topic, const char* key, const std::string& text);

  /// Free for `device`; `own`: the one that it has, which stays when its name gives none.
  std::string topic_for(const FoundDevice& device, const std::string& own) const;

  /// Whether `entry` has the topic that `device` got for want of a name, and nothing else says that one.
  bool was_named_by_presa(const FoundDevice& device, const config::Entry& entry) const;

  /// Topic, name and mac as add() would have written them.
  void name_anew(const FoundDevice& device, const config::Entry& entry, DeviceOutcome& outcome);
  bool add_password(const config::Entry& entry, const FoundDevice& device);
  std::string keep_secret(const std::string& wish, const std::string& text);
  std::string gateway_topic(const std::string& device_id) const;

  const InventoryView& view_;
  std::string group_topic_;
  LocalNetwork network_;
  config::TextEdits inventory_edits_;
  config::TextEdits secrets_edits_;
  std::vector<config::NewEntry> new_devices_;
  std::vector<config::NewEntry> new_secrets_;
  std::set<std::string> topics_;
  std::map<std::string, std::string> renamed_;                       ///< topics of the inventory, and what they became
  std::map<std::string, std::string> secret_names_;                  ///< new ones, with their value
  std::map<std::string, std::pair<std::string, std::string>> seen_;  ///< ids of this run: topic and key
};

}  // namespace presad
