#include "config/document.h"

#include <yaml-cpp/anchor.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/node/node.h>  // parser.h only names it, and clang-tidy then takes ours for it
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <exception>
#include <sstream>
#include <utility>

#include "config/syntax_error.h"
#include "config/text_checks.h"
#include "config/tree_builder.h"

namespace presad::config {

namespace {

std::uint32_t from_one(int zero_based) { return zero_based < 0 ? 1U : static_cast<std::uint32_t>(zero_based) + 1U; }

/// yaml-cpp's events, translated for the TreeBuilder: the house's words on one side, theirs on the other.
class Events final : public YAML::EventHandler {
 public:
  explicit Events(TreeBuilder& tree) : tree_(tree) {}

  void OnDocumentStart(const YAML::Mark& mark) override { tree_.begin_document(spot(mark)); }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override { tree_.empty(spot(mark), anchor != 0); }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override { tree_.alias(spot(mark)); }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    tree_.scalar(spot(mark), tag, anchor != 0, value);
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    tree_.open(Node::Kind::list, spot(mark), tag, anchor != 0);
  }
  void OnSequenceEnd() override { tree_.close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    tree_.open(Node::Kind::mapping, spot(mark), tag, anchor != 0);
  }
  void OnMapEnd() override { tree_.close(); }

 private:
  static Spot spot(const YAML::Mark& mark) { return {from_one(mark.line), from_one(mark.column)}; }

  TreeBuilder& tree_;
};

}  // namespace

const Entry* Node::find(std::string_view key) const noexcept {
  const auto found = std::find_if(entries.begin(), entries.end(), [key](const Entry& e) { return e.key == key; });
  return found == entries.end() ? nullptr : &*found;
}

Document Document::parse(std::string file, std::string_view text, Diagnostics& diagnostics, Content content,
                         const Limits& limits) {
  Document document;
  const CheckedText checked = check_text(std::move(file), text, content, limits, diagnostics);
  document.source_ = checked.source;
  document.root_.kind = Node::Kind::refused;
  if (!checked.readable) return document;

  TreeBuilder tree(checked.source, content, limits, diagnostics);
  try {
    std::istringstream stream{std::string(checked.text)};
    YAML::Parser parser(stream);
    Events events(tree);
    while (parser.HandleNextDocument(events)) {
    }
    document.root_ = tree.finish();
  } catch (const TreeBuilder::GivenUp& given_up) {
    tree.abandon();  // already a finding
    hide_possible_secret(checked.source, given_up.line, content, tree.inside_secret(), diagnostics);
  } catch (const YAML::Exception& wrong) {
    tree.abandon();
    const Spot spot{from_one(wrong.mark.line), from_one(wrong.mark.column)};
    tell_syntax_error(checked.source, spot, wrong.msg, content, tree.inside_secret(), diagnostics);
  } catch (const std::exception& wrong) {
    tree.abandon();
    diagnostics.error(document.whole(), std::string("the file cannot be read as YAML: ") + wrong.what());
  }
  document.uses_secrets_ = tree.uses_secrets();
  return document;
}

}  // namespace presad::config
