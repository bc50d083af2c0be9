#include "config/tree_builder.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "config/scalar_style.h"
#include "config/tree_passes.h"

namespace presad::config {

namespace {

constexpr const char* quote_it = "write it in 'single quotes'";

std::string_view rest_at(const Source& source, Spot spot) {
  const std::string_view line = source.line(spot.line);
  return spot.column > line.size() ? std::string_view() : line.substr(spot.column - 1);
}

}  // namespace

TreeBuilder::TreeBuilder(std::shared_ptr<const Source> source, Content content, const Limits& limits,
                         Diagnostics& diagnostics)
    : source_(std::move(source)), content_(content), limits_(limits), diagnostics_(diagnostics) {}

bool TreeBuilder::at_key() const {
  return !levels_.empty() && levels_.back().node.kind == Node::Kind::mapping && levels_.back().key_next;
}

void TreeBuilder::begin_document(Spot spot) {
  if (++documents_ < 2) return;
  // yaml-cpp begins one without a --- too, behind a first line that is a text and no name.
  const bool marked = rest_at(*source_, {spot.line, 1}).starts_with("---");
  diagnostics_.error({source_, spot.line, spot.column, marked ? 3U : 1U}, "a second document begins here",
                     marked ? "a file holds one: remove ---" : "is a colon missing in the lines above?");
  throw GivenUp{spot.line};
}

void TreeBuilder::count_node(Spot spot) {
  if (++nodes_ <= limits_.nodes && levels_.size() <= limits_.depth) return;
  const bool deep = levels_.size() > limits_.depth;
  const Place place{source_, spot.line, 1, 1};
  diagnostics_.hide({place, spot.line, 0});
  diagnostics_.error(place, deep ? "nested too deeply" : "more than an inventory may hold");
  throw GivenUp{spot.line};
}

void TreeBuilder::empty(Spot spot, bool anchored) {
  count_node(spot);
  const std::string_view word = null_word_at(rest_at(*source_, spot));
  // An empty value's spot is that of whatever comes next, perhaps lines below.
  const bool is_key = at_key();
  const bool in_mapping = !levels_.empty() && levels_.back().node.kind == Node::Kind::mapping;
  const bool written = !word.empty() && (is_key || !in_mapping || levels_.back().key_place.line == spot.line);
  if (written) return scalar(spot, "?", anchored, std::string(word));

  Node node;
  node.place = {source_, spot.line, spot.column, 1};
  if (is_key) return take_key(node.place, "");
  if (anchored)
    check_anchor(node, anchored);
  else if (in_mapping)
    node.place = levels_.back().key_place;
  add(std::move(node));
}

void TreeBuilder::alias(Spot spot) {
  count_node(spot);
  Node node;
  node.kind = Node::Kind::refused;
  node.place = {source_, spot.line, spot.column, 1};
  const bool merge = !levels_.empty() && levels_.back().key == "<<" && !at_key();
  if (!merge) diagnostics_.error(node.place, "a value that begins with * is an alias in YAML", quote_it);
  if (at_key()) throw GivenUp{spot.line};
  add(std::move(node));
}

void TreeBuilder::scalar(Spot spot, std::string_view tag, bool anchored, const std::string& value) {
  count_node(spot);
  const Written written = written_at(rest_at(*source_, spot), value);
  Node node;
  node.kind = Node::Kind::scalar;
  node.text = value;
  node.quoted = written.style != ScalarStyle::plain;
  node.place = {source_, spot.line, spot.column, std::max(written.length, 1U)};
  check_anchor(node, anchored);
  check_tag(node, tag);
  check_one_line(node, written.complete);
  if (at_key()) {
    if (!written.complete) throw GivenUp{spot.line};  // what it swallowed may be a secret
    refuse_joined_secret(node.place, value);
    if (!node.secret.empty()) diagnostics_.error(node.place, "!secret stands for values, not for names");
    return take_key(node.place, value);
  }
  uses_secrets_ = uses_secrets_ || !node.secret.empty();
  add(std::move(node));
}

void TreeBuilder::open(Node::Kind kind, Spot spot, std::string_view tag, bool anchored) {
  count_node(spot);
  Level level;
  level.node.kind = kind;
  level.node.place = {source_, spot.line, spot.column, 1};
  if (at_key()) {
    diagnostics_.error(level.node.place, "a name is expected here, not a list or a mapping",
                       "quote a name that begins with { or [");
    throw GivenUp{spot.line};
  }
  check_anchor(level.node, anchored);
  check_tag(level.node, tag);
  levels_.push_back(std::move(level));
}

void TreeBuilder::close() {
  Node node = std::move(levels_.back().node);
  levels_.pop_back();
  add(std::move(node));
}

void TreeBuilder::take_key(Place place, const std::string& text) {
  Level& level = levels_.back();
  level.key = text;
  level.key_place = std::move(place);
  level.key_next = false;
  inside_secret_ = content_ == Content::secrets || names_a_secret(text);
  const auto [first, fresh] = level.seen.try_emplace(text, level.key_place);
  if (text == "<<") {
    diagnostics_.error(level.key_place, "<< (merge) is not used in an inventory", "write the keys out");
  } else if (!fresh && !text.empty()) {
    diagnostics_.error(level.key_place, '"' + printable(text) + "\" is given twice",
                       "first at " + describe(first->second));
  }
}

/// {local_key:abc}: without a space behind the colon the secret is part of the key.
void TreeBuilder::refuse_joined_secret(const Place& place, std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || !names_a_secret(text.substr(0, colon))) return;
  diagnostics_.hide({place, place.line, 0});
  diagnostics_.error(place, "a colon needs a space behind it");
  throw GivenUp{place.line};
}

void TreeBuilder::add(Node node) {
  if (levels_.empty()) {
    root_ = std::move(node);
    return;
  }
  Level& level = levels_.back();
  if (level.node.kind == Node::Kind::mapping) {
    level.node.entries.push_back({std::move(level.key), level.key_place, std::move(node)});
    level.key_next = true;
  } else {
    level.node.items.push_back(std::move(node));
  }
}

void TreeBuilder::check_anchor(Node& node, bool anchored) {
  if (!anchored) return;
  node.place.length = 1;
  diagnostics_.error(node.place, "a value that begins with & is an anchor in YAML", quote_it);
  node.kind = Node::Kind::refused;
}

void TreeBuilder::check_tag(Node& node, std::string_view tag) {
  const bool written = rest_at(*source_, {node.place.line, node.place.column}).starts_with('!');
  if (!written || tag == "tag:yaml.org,2002:str") return;
  const auto refuse = [&](const char* message, const char* hint) {
    diagnostics_.error(node.place, message, hint);
    node.kind = Node::Kind::refused;
  };
  if (tag != "!secret") {
    refuse("a value that begins with ! is a tag in YAML", quote_it);
  } else if (content_ == Content::secrets) {
    refuse("!secret has no meaning in the file of the secrets", "write the value itself");
  } else if (node.kind == Node::Kind::refused) {
    return;
  } else if (node.kind != Node::Kind::scalar || node.text.empty()) {
    refuse("!secret needs a name behind it", "!secret presa1");
  } else {
    node.secret = node.text;
  }
}

void TreeBuilder::check_one_line(Node& node, bool complete) {
  if (complete || node.kind == Node::Kind::refused) return;
  if (node.quoted) {
    diagnostics_.error(node.place, "the quote that opens here is not closed on this line");
  } else {
    diagnostics_.error(node.place, "this value goes on in the next line", "is a colon and a space missing there?");
  }
  node.kind = Node::Kind::refused;
}

Node TreeBuilder::finish() {
  abandon();
  refuse_missing_names(root_, diagnostics_);
  return std::move(root_);
}

void TreeBuilder::abandon() {
  while (!levels_.empty()) close();
  const auto lines = static_cast<std::uint32_t>(source_->lines.size());
  set_ends(root_, {lines, 0});
  hide_secrets(root_, content_, diagnostics_);
}

}  // namespace presad::config
