#include "cli/import_sources.h"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <system_error>
#include <utility>

#include "inventory/foreign/foreign_list.h"
#include "inventory/inventory_files.h"

namespace presad::cli {

namespace {

constexpr const char* known =
    "known are those of tinytuya, tuya-cli, tuya-mqtt, rustuya, cloudcutter, and Home Assistant's core.config_entries";

/// Adds what is in the file. Errors: as foreign::read_foreign_list, and `bad_config` for the system's.
Result<bool> add_file(const std::string& path, Imported& all) {
  const auto text = read_text_file(path, foreign::max_file_size);
  if (!text) return text.error();
  auto list = foreign::read_foreign_list(*text);
  if (!list) return list.error();
  all.sources.push_back({path, list->program, list->devices.size()});
  std::move(list->devices.begin(), list->devices.end(), std::back_inserter(all.devices));
  return true;
}

Result<bool> add_folder(const std::string& folder, Imported& all) {
  std::vector<std::string> files;
  std::error_code wrong;
  for (std::filesystem::directory_iterator entry(folder, wrong), end; !wrong && entry != end; entry.increment(wrong)) {
    std::error_code unreadable;
    if (entry->is_regular_file(unreadable)) files.push_back(entry->path().string());
    if (files.size() > max_files)
      return fail(ErrorKind::bad_config, folder + ": more than 1000 files; name the right one");
  }
  if (wrong) return fail(ErrorKind::bad_config, folder + ": " + wrong.message());
  std::sort(files.begin(), files.end());
  const std::size_t before = all.sources.size();
  for (const std::string& file : files) {
    const auto added = add_file(file, all);
    if (!added && added.error().kind == ErrorKind::bad_config) {
      return fail(ErrorKind::bad_config, file + ": " + added.error().what);
    }
  }
  if (all.sources.size() != before) return true;
  return fail(ErrorKind::bad_config, folder + ": none of its files is a list of devices; " + known);
}

}  // namespace

Result<Imported> read_import_sources(const std::vector<std::string>& paths) {
  Imported all;
  for (const std::string& path : paths) {
    std::error_code wrong;
    if (std::filesystem::is_directory(path, wrong)) {
      const auto added = add_folder(path, all);
      if (!added) return added.error();
      continue;
    }
    const auto added = add_file(path, all);
    if (added) continue;
    const bool unknown = added.error().kind == ErrorKind::unsupported;
    return fail(ErrorKind::bad_config, path + ": " + added.error().what + (unknown ? std::string("; ") + known : ""));
  }
  all.devices = foreign::joined(std::move(all.devices));
  return all;
}

}  // namespace presad::cli
