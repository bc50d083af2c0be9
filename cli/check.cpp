#include "cli/check.h"

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>

#include "base/json.h"
#include "cli/inventory.h"
#include "cli/terminal.h"
#include "families/registry.h"

namespace presad::cli {

namespace {

struct Options {
  InventoryOptions inventory;
  bool json = false;
};

std::string render_json_verdict(const Loaded& loaded, const InventoryFiles& files) {
  JsonWriter json;
  json.begin_object().key("inventory").string(files.inventory).key("well").boolean(loaded.settings.has_value());
  if (loaded.settings) {
    json.key("devices").integer(static_cast<std::int64_t>(known_topics(*loaded.settings).size()) - 1);  // presad itself
  }
  json.key("findings").begin_array();
  for (const config::Finding& each : loaded.findings.findings()) {
    json.begin_object().key("severity").string(each.severity == config::Severity::error ? "error" : "warning");
    json.key("place").string(config::describe(each.place)).key("message").string(each.message);
    json.key("hint").string(each.hint).end_object();
  }
  json.end_array().end_object();
  return json_for_terminal(json.text()) + '\n';
}

int check(const Options& options) {
  const InventoryFiles files = files_of(options.inventory);
  const Loaded loaded = load_settings(files, families());
  if (options.json) {
    std::fputs(render_json_verdict(loaded, files).c_str(), stdout);
    return loaded.settings ? EXIT_SUCCESS : exit_bad_config;
  }
  std::fputs(render_verdict(loaded, files).c_str(), loaded.settings ? stdout : stderr);
  return loaded.settings ? EXIT_SUCCESS : exit_bad_config;
}

}  // namespace

Action declare_check(Arguments& arguments) {
  const auto options = std::make_shared<Options>();
  declare_inventory(arguments, options->inventory);
  arguments.flag("--json", options->json, "say it as one JSON object");
  arguments.remark("Status: 0 presad would start with it, 64 bad option, 78 it would not.");
  return [options] { return check(*options); };
}

}  // namespace presad::cli
