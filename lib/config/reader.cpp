// The cursor itself: what was asked for, where findings point. The typed questions are in values.cpp.

#include "config/reader.h"

#include <algorithm>

#include "base/text.h"
#include "config/tree_passes.h"

namespace presad::config {

namespace {

/// Hides values and leaves the names of keys, which the findings speak of.
void hide_scalars(const Node& node, Diagnostics& diagnostics) {
  const bool leaf = node.items.empty() && node.entries.empty();
  if (leaf && node.kind != Node::Kind::empty && node.secret.empty()) diagnostics.hide(node.extent());
  for (const Node& item : node.items) hide_scalars(item, diagnostics);
  for (const Entry& entry : node.entries) hide_scalars(entry.value, diagnostics);
}

}  // namespace

Reader::Reader(const Node& node, Place owner, std::string subject, Diagnostics& diagnostics, Survey* survey)
    : node_(&node),
      owner_(std::move(owner)),
      subject_(std::move(subject)),
      diagnostics_(&diagnostics),
      survey_(survey) {
  using enum Node::Kind;
  if (node.kind == scalar || node.kind == list) {
    diagnostics_->error(node.place, subject_ + " must be a mapping of keys to values", "key: value");
  }
}

bool Reader::asked(std::string_view key) const noexcept {
  return std::find(asked_.begin(), asked_.end(), key) != asked_.end();
}

const Node* Reader::ask(std::string_view key) {
  if (!asked(key)) asked_.emplace_back(key);
  if (survey_ != nullptr) question_about(*survey_, key);
  const Entry* entry = node_->find(key);
  return entry == nullptr ? nullptr : &entry->value;
}

bool Reader::has(std::string_view key) { return ask(key) != nullptr; }

void Reader::note(std::string_view key, Question::Kind kind, double least, double most, std::size_t longest) {
  if (survey_ == nullptr) return;
  Question& question = question_about(*survey_, key);
  question.kind = kind;
  question.least = least;
  question.most = most;
  question.longest = longest;
}

Survey* Reader::survey_inside(std::string_view key, Question::Kind kind, std::size_t longest) {
  note(key, kind, 0, 0, longest);
  return survey_ == nullptr ? nullptr : &question_about(*survey_, key).inside;
}

bool Reader::require(std::string_view key, std::string hint) {
  if (survey_ != nullptr) question_about(*survey_, key).required = true;
  if (has(key)) return true;
  // What a broken mapping lacks is not worth telling.
  if (node_->kind == Node::Kind::mapping || node_->kind == Node::Kind::empty) {
    diagnostics_->error(owner_, subject_ + " needs \"" + std::string(key) + '"', std::move(hint));
  }
  return false;
}

Reader Reader::mapping(std::string_view key, std::string mapping_subject) {
  static const Node nothing;
  const Entry* entry = node_->find(key);
  ask(key);
  Survey* const inside = survey_inside(key, Question::Kind::mapping);
  if (entry == nullptr) return {nothing, owner_, std::move(mapping_subject), *diagnostics_, inside};
  return {entry->value, entry->key_place, std::move(mapping_subject), *diagnostics_, inside};
}

const std::vector<Entry>& Reader::entries(std::string_view key) {
  static const std::vector<Entry> none;
  const Node* node = ask(key);
  note(key, Question::Kind::names);
  if (node == nullptr) return none;
  if (node->kind == Node::Kind::scalar || node->kind == Node::Kind::list) {
    diagnostics_->error(node->place, '"' + std::string(key) + "\" must be a mapping of names");
  }
  return node->entries;
}

Reader Reader::entry(std::string_view key, const Entry& entry, std::string entry_subject) {
  Survey* inside = survey_inside(key, Question::Kind::names);
  if (inside != nullptr) inside = &question_about(*inside, entry.key).inside;
  return {entry.value, entry.key_place, std::move(entry_subject), *diagnostics_, inside};
}

std::vector<Reader> Reader::mappings(std::string_view key, const std::string& item_subject, std::size_t longest) {
  std::vector<Reader> readers;
  const Node* node = ask(key);
  Survey* const inside = survey_inside(key, Question::Kind::mappings, longest);
  if (node == nullptr || node->kind == Node::Kind::refused) return readers;
  if (node->kind != Node::Kind::list || node->items.size() > longest) {
    error(key, '"' + std::string(key) + "\" must be a list of at most " + std::to_string(longest) + " mappings",
          "each begins with a dash");
    return readers;
  }
  for (const Node& item : node->items) readers.emplace_back(item, item.place, item_subject, *diagnostics_, inside);
  return readers;
}

void Reader::no_more_keys() {
  const std::vector<std::string_view> known(asked_.begin(), asked_.end());
  for (const Entry& entry : node_->entries) {
    if (entry.key.empty() || entry.key == "<<" || asked(entry.key)) continue;
    const auto nearest = nearest_word(entry.key, known);
    diagnostics_->error(entry.key_place, "unknown key \"" + printable(entry.key) + "\" for " + subject_,
                        nearest ? "did you mean \"" + std::string(*nearest) + "\"?" : std::string());
  }
  hide_the_rest();
}

void Reader::hide_the_rest() {
  for (const Entry& entry : node_->entries) {
    if (!asked(entry.key)) hide_scalars(entry.value, *diagnostics_);
  }
}

void Reader::hide(std::string_view key) {
  const Entry* entry = node_->find(key);
  if (entry == nullptr || tells_of_none(*entry)) return;
  if (entry->value.kind != Node::Kind::empty && entry->value.secret.empty()) {
    diagnostics_->hide(entry->value.extent());
  }
}

Place Reader::place_of(std::string_view key) const {
  const Entry* entry = node_->find(key);
  if (entry == nullptr) return owner_;
  return entry->value.origin ? *entry->value.origin : entry->value.place;
}

std::string Reader::shown(std::string_view key) const {
  const Entry* entry = node_->find(key);
  if (entry == nullptr) return "\"\"";
  return '"' + (entry->value.hidden ? std::string(hidden_text) : printable(entry->value.text)) + '"';
}

void Reader::error(std::string_view key, std::string message, std::string hint) {
  const Entry* entry = node_->find(key);
  if (entry != nullptr && entry->value.origin) {
    hint += (hint.empty() ? "used at " : "; used at ") + describe(entry->value.place);
  }
  diagnostics_->error(place_of(key), std::move(message), std::move(hint));
}

void Reader::warning(std::string_view key, std::string message, std::string hint) {
  diagnostics_->warning(place_of(key), std::move(message), std::move(hint));
}

}  // namespace presad::config
