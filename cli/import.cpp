#include "cli/import.h"

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "cli/import_report.h"
#include "cli/import_sources.h"
#include "cli/inventory.h"
#include "families/registry.h"
#include "inventory/instance.h"
#include "inventory/inventory_edit.h"
#include "inventory/inventory_writer.h"

namespace presad::cli {

namespace {

struct ImportOptions {
  InventoryOptions inventory;
  std::vector<std::string> paths;
  bool write = false;
  bool json = false;
  bool reveal = false;
};

int refuse(const std::string& why) {
  std::fputs(("presa: " + why + '\n').c_str(), stderr);
  return EXIT_FAILURE;
}

std::string what_next(const ImportReport& report, const std::string& instance) {
  if (report.written) {
    const std::string unit = instance.empty() ? "presad" : "presad@" + instance;
    return "\nWritten. A running presad takes it over with: sudo systemctl reload " + unit + '\n';
  }
  return changes_anything(report) ? "\nNothing was written: --write does it.\n" : "\nNothing is to be written.\n";
}

int run_import(const ImportOptions& options) {
  if (options.paths.empty()) {
    std::fputs("presa: import needs a FILE or a DIR; see presa import --help\n", stderr);
    return exit_usage;
  }
  if (!options.inventory.instance.empty() && !is_instance_name(options.inventory.instance)) {
    std::fputs((std::string("presa: ") + instance_rule + '\n').c_str(), stderr);
    return exit_usage;
  }
  const auto imported = read_import_sources(options.paths);
  if (!imported) return refuse(imported.error().what);
  const InventoryFiles files = files_of(options.inventory);
  const auto before = read_inventory_texts(files);
  if (!before) return refuse(before.error().what);

  const InventoryEdit edit = edit_inventory(files, *before, imported->devices, families());
  if (edit.findings.has_errors()) {
    std::fputs(edit.findings.render("nothing was written").c_str(), stderr);
    return exit_bad_config;
  }
  ImportReport report{files, *imported, *before, edit};
  if (options.reveal) report.secrets = config::Secrets::shown;
  if (options.write && changes_anything(report)) {
    const auto written = write_inventory_texts(files, *before, edit.texts);
    if (!written) return refuse(written.error().what);
    report.written = true;
  }
  const std::string text =
      options.json ? render_import_json(report) : render_import(report) + what_next(report, options.inventory.instance);
  std::fputs(text.c_str(), stdout);
  return EXIT_SUCCESS;
}

}  // namespace

Action declare_import(Arguments& arguments) {
  const auto options = std::make_shared<ImportOptions>();
  declare_inventory(arguments, options->inventory);
  arguments.option("--instance", options->inventory.instance, "the presad of several whose inventory it is", "NAME");
  arguments.flag("--write", options->write, "write it; without, it is only shown");
  arguments.flag("--json", options->json, "say it as one JSON object");
  arguments.flag("--reveal", options->reveal, "show the secrets");
  arguments.words("FILE", options->paths, "files of other programs, or folders with such files");
  return [options] { return run_import(*options); };
}

}  // namespace presad::cli
