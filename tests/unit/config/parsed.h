// A text read as a document, together with what was found in it.

#pragma once

#include <string>
#include <string_view>

#include "config/diagnostics.h"
#include "config/document.h"

namespace presad::config::test {

struct Parsed {
  Diagnostics diagnostics;
  Document document;

  explicit Parsed(std::string_view text, Content content = Content::settings, const Limits& limits = {})
      : document(Document::parse("f.yaml", text, diagnostics, content, limits)) {}

  const Node& root() const { return document.root(); }
  std::string told() const { return "\n" + diagnostics.render(); }

  /// The value of `key` at the top.
  const Node& at(std::string_view key) const {
    static const Node none;
    const Entry* entry = root().find(key);
    return entry == nullptr ? none : entry->value;
  }
};

/// All that is printed about `text`, after a line break.
inline std::string told(std::string_view text, Content content = Content::settings) {
  return Parsed(text, content).told();
}

}  // namespace presad::config::test
