#include "cli/inventory_change.h"

#include <cstdio>
#include <string>

#include "cli/answer.h"
#include "cli/import_report.h"
#include "cli/presad_socket.h"
#include "families/registry.h"
#include "inventory/instance.h"
#include "inventory/inventory_edit.h"
#include "inventory/inventory_writer.h"

namespace presad::cli {

namespace {

std::string what_next(const ImportReport& report, const std::string& instance) {
  if (report.written) {
    const std::string unit = instance.empty() ? "presad" : "presad@" + instance;
    return "\nWritten. A running presad takes it over with: sudo systemctl reload " + unit + '\n';
  }
  return changes_anything(report) ? "\nNothing was written: --write does it.\n" : "\nNothing is to be written.\n";
}

}  // namespace

void declare_change(Arguments& arguments, ChangeOptions& options) {
  declare_inventory(arguments, options.inventory);
  arguments.option("--instance", options.inventory.instance, "the presad of several whose inventory it is", "NAME");
  arguments.flag("--write", options.write, "write it into the inventory; without, it is only shown");
}

int check_change(const ChangeOptions& options) {
  const std::string& instance = options.inventory.instance;
  if (!instance.empty() && !is_instance_name(instance)) return complain(exit_usage, instance_rule);
  const auto texts = read_inventory_texts(files_of(options.inventory));
  return texts ? exit_done : complain(exit_not_done, texts.error().what);
}

int change_inventory(const ChangeOptions& options, const Imported& found) {
  const InventoryFiles files = files_of(options.inventory);
  const auto before = read_inventory_texts(files);
  if (!before) return complain(exit_not_done, before.error().what);

  const InventoryEdit edit = edit_inventory(files, *before, found.devices, families());
  if (edit.findings.has_errors()) {
    std::fputs(edit.findings.render("nothing was written").c_str(), stderr);
    return exit_bad_config;
  }
  ImportReport report{files, found, *before, edit};
  if (options.reveal) report.secrets = config::Secrets::shown;
  if (options.write && changes_anything(report)) {
    const auto written = write_inventory_texts(files, *before, edit.texts);
    if (!written) return complain(exit_not_done, written.error().what);
    report.written = true;
  }
  const std::string text =
      options.json ? render_import_json(report) : render_import(report) + what_next(report, options.inventory.instance);
  std::fputs(text.c_str(), stdout);
  return exit_done;
}

}  // namespace presad::cli
