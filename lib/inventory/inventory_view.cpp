#include "inventory/inventory_view.h"

namespace presad {

using config::Entry;
using config::Node;

InventoryView::InventoryView(const InventoryFiles& names, const InventoryTexts& texts)
    : inventory_(config::Document::parse(names.inventory, texts.inventory, unheard_)),
      secrets_(config::Document::parse(names.secrets, texts.secrets, unheard_, config::Content::secrets)) {
  count_uses(inventory());
}

const Node& InventoryView::devices() const noexcept {
  static const Node none;
  const Entry* const devices = inventory().find("devices");
  return devices == nullptr ? none : devices->value;
}

const Node* InventoryView::written(const Entry& device, std::string_view key) noexcept {
  const Entry* const entry = device.value.find(key);
  return entry != nullptr && entry->value.kind == Node::Kind::scalar ? &entry->value : nullptr;
}

std::string InventoryView::text(const Entry& device, std::string_view key) const {
  const Node* node = written(device, key);
  if (node != nullptr && !node->secret.empty()) node = secret(node->secret);
  return node == nullptr ? std::string() : node->text;
}

const Node* InventoryView::secret(std::string_view name) const noexcept {
  const Entry* const entry = secrets().find(name);
  return entry == nullptr ? nullptr : &entry->value;
}

unsigned InventoryView::uses(const std::string& name) const {
  const auto found = uses_.find(name);
  return found == uses_.end() ? 0 : found->second;
}

void InventoryView::count_uses(const Node& node) {
  if (!node.secret.empty()) ++uses_[node.secret];
  for (const Node& item : node.items) count_uses(item);
  for (const Entry& entry : node.entries) count_uses(entry.value);
}

}  // namespace presad
