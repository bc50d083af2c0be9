// What is done to a finished tree of nodes: where each ends, what of it is never shown. Pure.

#pragma once

#include "config/diagnostics.h"
#include "config/document.h"
#include "config/tree_builder.h"

namespace presad::config {

/// Gives every node the spot at which the next thing begins; `next` is the root's.
void set_ends(Node& root, Spot next);

/// Hides what names_a_secret(), or in a secrets' file every value.
void hide_secrets(Node& root, Content content, Diagnostics& diagnostics);

/// `local_key: unknown`: that there is none (docs/presad.yaml.md). Hidden it would look like one.
bool tells_of_none(const Entry& entry);

/// Entries without a name become findings.
void refuse_missing_names(const Node& root, Diagnostics& diagnostics);

}  // namespace presad::config
