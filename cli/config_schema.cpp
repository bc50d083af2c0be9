#include "cli/config_schema.h"

#include <cstdio>
#include <cstdlib>

#include "families/registry.h"
#include "inventory/schema.h"

namespace presad::cli {

Action declare_config_schema(Arguments& arguments) {
  arguments.remark(
      "An editor with a YAML language server completes and checks an inventory that begins with\n"
      "  # yaml-language-server: $schema=/usr/share/presad/presad.schema.json\n"
      "and is told of the tag by its setting yaml.customTags: [\"!secret scalar\"].");
  return [] {
    std::fputs(render_schema(families()).c_str(), stdout);
    return EXIT_SUCCESS;
  };
}

}  // namespace presad::cli
