#include "cli/import.h"

#include <memory>
#include <string>
#include <vector>

#include "cli/answer.h"
#include "cli/import_sources.h"
#include "cli/inventory_change.h"
#include "cli/presad_socket.h"

namespace presad::cli {

namespace {

struct ImportOptions {
  ChangeOptions change;
  std::vector<std::string> paths;
};

int run_import(const ImportOptions& options) {
  if (options.paths.empty()) return complain(exit_usage, "import needs a FILE or a DIR; see presa import --help");
  if (const int wrong = check_change(options.change); wrong != exit_done) return wrong;
  const auto imported = read_import_sources(options.paths);
  if (!imported) return complain(exit_not_done, imported.error().what);
  return change_inventory(options.change, *imported);
}

}  // namespace

Action declare_import(Arguments& arguments) {
  const auto options = std::make_shared<ImportOptions>();
  declare_change(arguments, options->change);
  arguments.flag("--reveal", options->change.reveal, "show the secrets");
  arguments.flag("--json", options->change.json, "say it as one JSON object");
  arguments.remark(
      "Status: 0 done, 1 a FILE cannot be read or is no list of devices, or the inventory cannot be written,\n"
      "64 bad option, 78 the inventory is wrong.");
  arguments.words("FILE", options->paths, "files of other programs, or folders with such files");
  return [options] { return run_import(*options); };
}

}  // namespace presad::cli
