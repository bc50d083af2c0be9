#include "cli/config_fmt.h"

#include <cstdio>
#include <memory>
#include <string>

#include "base/json.h"
#include "cli/answer.h"
#include "cli/inventory.h"
#include "cli/presad_socket.h"
#include "cli/terminal.h"
#include "config/difference.h"
#include "inventory/file_replacement.h"
#include "inventory/format.h"
#include "inventory/instance.h"

namespace presad::cli {

namespace {

struct Options {
  InventoryOptions inventory;
  bool write = false;
  bool json = false;
};

std::string render(const std::string& file, const std::string& difference, bool written, bool json) {
  if (json) {
    JsonWriter writer;
    writer.begin_object().key("inventory").string(file).key("changes").boolean(!difference.empty());
    writer.key("written").boolean(written).key("difference").string(difference).end_object();
    return json_for_terminal(writer.text()) + '\n';
  }
  if (difference.empty()) return file + ": nothing to change.\n";
  return difference + (written ? "\nWritten.\n" : "\nNothing was written: --write does it.\n");
}

int format(const Options& options) {
  const std::string& instance = options.inventory.instance;
  if (!instance.empty() && !is_instance_name(instance)) return complain(exit_usage, instance_rule);
  const std::string file = files_of(options.inventory).inventory;
  const Result<std::string> before = read_text_file(file, config::Limits{}.bytes);
  if (!before) return complain(exit_bad_config, file + " cannot be read: " + before.error().what);
  config::Diagnostics findings;
  const Result<std::string> after = format_inventory(file, *before, findings);
  if (!after) {
    std::fputs(findings.render("nothing was changed").c_str(), stderr);
    return findings.has_errors() ? exit_bad_config : complain(exit_bad_config, file + ": " + after.error().what);
  }
  const bool changes = *after != *before;
  if (changes && options.write) {
    const Result<bool> written = replace_file(file, *after, Readers::as_before, file);
    if (!written) return complain(exit_not_done, written.error().what);
  }
  const std::string difference = config::render_difference(file, *before, *after, config::Content::settings);
  std::fputs(render(file, difference, changes && options.write, options.json).c_str(), stdout);
  return exit_done;
}

}  // namespace

Action declare_config_fmt(Arguments& arguments) {
  const auto options = std::make_shared<Options>();
  arguments.option("--config", options->inventory.inventory, "the inventory (default: /etc/presad/presad.yaml)",
                   "FILE");
  arguments.option("--instance", options->inventory.instance, "the presad of several whose inventory it is", "NAME");
  arguments.flag("--write", options->write, "write it; without, it is only shown");
  arguments.flag("--json", options->json, "say it as one JSON object");
  arguments.remark(
      "No blanks at the ends of lines, two for each level, an empty line between devices; comments and order stay.\n"
      "Status: 0 done, 1 it cannot be written, 64 bad option, 78 it cannot be read.");
  return [options] { return format(*options); };
}

}  // namespace presad::cli
