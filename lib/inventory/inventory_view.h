// An inventory and its secrets as they are written, seen by who wants to change them. Pure.
//
// Only of texts that settings.h finds right (or that are empty): what is odd here was told there.

#pragma once

#include <map>
#include <string>
#include <string_view>

#include "config/diagnostics.h"
#include "config/document.h"
#include "inventory/inventory_files.h"

namespace presad {

/// Both files' text. Empty: there is none.
struct InventoryTexts {
  std::string inventory;
  std::string secrets;

  friend bool operator==(const InventoryTexts&, const InventoryTexts&) = default;
};

class InventoryView {
 public:
  InventoryView(const InventoryFiles& names, const InventoryTexts& texts);

  const config::Node& inventory() const noexcept { return inventory_.root(); }
  const config::Node& secrets() const noexcept { return secrets_.root(); }

  /// The mapping of topics to devices; empty when there is none.
  const config::Node& devices() const noexcept;

  /// The text behind `key` of a device, a secret's value in place of its name; empty when it is not there.
  std::string text(const config::Entry& device, std::string_view key) const;

  /// The node behind `key` as it was written, or nullptr.
  static const config::Node* written(const config::Entry& device, std::string_view key) noexcept;

  /// The secret `name`, or nullptr.
  const config::Node* secret(std::string_view name) const noexcept;

  /// How often `!secret name` stands in the inventory.
  unsigned uses(const std::string& name) const;

  /// There is nothing but comments in it.
  bool is_empty() const noexcept { return inventory().kind == config::Node::Kind::empty; }

 private:
  void count_uses(const config::Node& node);

  config::Diagnostics unheard_;
  config::Document inventory_;
  config::Document secrets_;
  std::map<std::string, unsigned, std::less<>> uses_;
};

}  // namespace presad
