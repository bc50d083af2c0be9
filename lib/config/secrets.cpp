// Document::resolve_secrets: the values of one document put where another names them. Pure.

#include <map>
#include <set>

#include "base/text.h"
#include "config/document.h"

namespace presad::config {

namespace {

class Resolver {
 public:
  Resolver(const Document* secrets, std::string_view absence, Diagnostics& diagnostics)
      : absence_(absence), diagnostics_(diagnostics) {
    if (secrets == nullptr) return;
    exists_ = true;
    file_ = secrets->whole();
    const Node& root = secrets->root();
    broken_ = root.kind != Node::Kind::mapping && root.kind != Node::Kind::empty;
    if (broken_ && root.kind != Node::Kind::refused) {
      diagnostics_.error(root.place, "the secrets must be names and values", "presa1: 'a local_key'");
    }
    for (const Entry& entry : root.entries) {
      if (values_.emplace(entry.key, &entry).second) names_.push_back(entry.key);
    }
  }

  void resolve(Node& node) {
    for (Node& item : node.items) resolve(item);
    for (Entry& entry : node.entries) resolve(entry.value);
    if (!node.secret.empty()) put_value(node);
  }

  void tell_unused() const {
    for (const auto& [name, entry] : values_) {
      if (used_.count(name) == 0)
        diagnostics_.warning(entry->key_place, "the secret \"" + printable(name) + "\" is not used");
    }
  }

 private:
  void put_value(Node& node) {
    node.kind = Node::Kind::refused;
    node.hidden = true;
    if (broken_) return;
    if (!exists_) return diagnostics_.error(node.place, std::string(absence_));
    const auto found = values_.find(node.secret);
    if (found == values_.end()) {
      const auto nearest = nearest_word(node.secret, names_);
      return diagnostics_.error(node.place,
                                "there is no secret \"" + printable(node.secret) + "\" in " + describe(file_),
                                nearest ? "did you mean \"" + printable(*nearest) + "\"?" : std::string());
    }
    used_.insert(node.secret);
    const Node& value = found->second->value;
    if (value.kind == Node::Kind::scalar) {
      node.kind = Node::Kind::scalar;
      node.text = value.text;
      node.quoted = true;
      node.origin = value.place;
    } else if (value.kind != Node::Kind::refused) {
      diagnostics_.error(value.place, "the secret \"" + printable(node.secret) + "\" must be a single value");
    }
  }

  std::string_view absence_;
  Diagnostics& diagnostics_;
  bool exists_ = false;
  bool broken_ = false;
  Place file_;
  std::map<std::string, const Entry*> values_;
  std::vector<std::string_view> names_;
  std::set<std::string> used_;
};

}  // namespace

void Document::resolve_secrets(const Document* secrets, std::string_view absence, Diagnostics& diagnostics) {
  Resolver resolver(secrets, absence, diagnostics);
  resolver.resolve(root_);
  if (root_.kind == Node::Kind::mapping) resolver.tell_unused();
}

}  // namespace presad::config
