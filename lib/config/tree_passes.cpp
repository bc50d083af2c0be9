#include "config/tree_passes.h"

#include <array>

#include "base/text.h"

namespace presad::config {

namespace {

constexpr std::array<std::string_view, 2> secret_keys = {"local_key", "password"};

/// A mapping below "keyboard_lamp" is a device; one right behind "local_key:" is a key that begins with {.
bool hides_value(const Entry& entry) {
  if (!names_a_secret(entry.key) || entry.value.kind == Node::Kind::empty || !entry.value.secret.empty()) return false;
  if (entry.value.entries.empty() && entry.value.items.empty()) return true;
  return nearest_word(entry.key, secret_keys).has_value() && entry.value.place.line == entry.key_place.line;
}

void mark_hidden(Node& node) {
  node.hidden = true;
  for (Node& item : node.items) mark_hidden(item);
  for (Entry& entry : node.entries) mark_hidden(entry.value);
}

}  // namespace

void set_ends(Node& node, Spot next) {
  node.end_line = next.line;
  node.end_column = next.column;
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    const bool last = i + 1 == node.items.size();
    set_ends(node.items[i], last ? next : Spot{node.items[i + 1].place.line, node.items[i + 1].place.column});
  }
  for (std::size_t i = 0; i < node.entries.size(); ++i) {
    const bool last = i + 1 == node.entries.size();
    const Place* following = last ? nullptr : &node.entries[i + 1].key_place;
    set_ends(node.entries[i].value, last ? next : Spot{following->line, following->column});
  }
}

void hide_secrets(Node& node, Content content, Diagnostics& diagnostics) {
  if (content == Content::secrets && node.kind != Node::Kind::mapping && node.kind != Node::Kind::empty) {
    diagnostics.hide(node.extent());
    mark_hidden(node);
    return;
  }
  for (Node& item : node.items) hide_secrets(item, content, diagnostics);
  for (Entry& entry : node.entries) {
    if (hides_value(entry) && (content == Content::secrets || !tells_of_none(entry))) {
      diagnostics.hide(entry.value.extent());
      mark_hidden(entry.value);
    }
    hide_secrets(entry.value, content, diagnostics);
  }
}

void refuse_missing_names(const Node& node, Diagnostics& diagnostics) {
  for (const Node& item : node.items) refuse_missing_names(item, diagnostics);
  for (const Entry& entry : node.entries) {
    if (entry.key.empty()) diagnostics.error(entry.key_place, "a name is missing in front of the colon");
    refuse_missing_names(entry.value, diagnostics);
  }
}

bool tells_of_none(const Entry& entry) { return entry.key == "local_key" && entry.value.text == "unknown"; }

bool names_a_secret(std::string_view key) {
  const std::string word = to_lower(key);
  if (word == "key_file") return false;
  constexpr std::array<std::string_view, 6> parts = {"key", "passw", "secret", "token", "pwd", "psk"};
  for (const std::string_view part : parts) {
    if (word.find(part) != std::string::npos) return true;
  }
  return nearest_word(word, secret_keys).has_value();
}

}  // namespace presad::config
