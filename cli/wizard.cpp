#include "cli/wizard.h"

#include <algorithm>
#include <cstdio>
#include <memory>
#include <optional>

#include "base/text.h"
#include "cli/answer.h"
#include "cli/cloud_account.h"
#include "cli/cloud_talk.h"
#include "cli/inventory_change.h"
#include "cli/presad_socket.h"
#include "cli/private_file.h"
#include "cli/prompt.h"
#include "cli/terminal.h"
#include "cloud/devices_file.h"
#include "cloud/region.h"
#include "config/diagnostics.h"
#include "inventory/foreign/foreign_list.h"

namespace presad::cli {

namespace {

struct Options {
  ChangeOptions change;
  std::string region;
  std::string device_id;
  std::string credentials;
  std::string remember;
  std::string output;
  std::string server;
  std::string ca_file;

  /// With --output alone it is the file that is wanted: the inventory may be nobody's whom this account may read.
  bool for_inventory() const noexcept { return output.empty() || change.write; }
};

int status_of(const Error& error) {
  switch (error.kind) {
    case ErrorKind::refused:
      return exit_not_done;
    case ErrorKind::bad_config:
      return exit_bad_config;
    default:
      return exit_no_answer;
  }
}

Error unanswered() { return {ErrorKind::bad_config, "without an Access ID and an Access Secret nothing can be asked"}; }

Error nothing_to_ask_with() {
  return {
      ErrorKind::bad_config,
      "standard input is no terminal, and empty: run it in a terminal, which asks for the Access ID and the Access "
      "Secret, or write them into a file that only you can read, as access_id: and access_secret:, and name it with "
      "--credentials FILE"};
}

Result<CloudAccount> ask_person() {
  std::fputs(
      "The vendor's cloud knows the keys of your devices. It tells them to a cloud project of yours that the phone\n"
      "app's account is linked to; docs/local-keys.md says how to make one.\n",
      stderr);
  CloudAccount account;
  const auto id = ask_line("Access ID of the project: ");
  if (!id) return unanswered();
  account.credentials.access_id = *id;
  const auto secret = ask_secret("Access Secret (not shown): ");
  if (!secret) return unanswered();
  account.credentials.access_secret = *secret;
  return account;
}

/// Out of the file, or of standard input, or from the person.
Result<CloudAccount> read_account(const Options& options) {
  const bool named = !options.credentials.empty() && options.credentials != "-";
  if (!named && options.credentials.empty() && at_terminal()) return ask_person();
  const Result<std::string> text = named ? read_private_file(options.credentials) : read_standard_input();
  if (!text) return text.error();
  if (!named && text->find_first_not_of(" \t\r\n") == std::string::npos) return nothing_to_ask_with();
  return parse_cloud_account(named ? options.credentials : "standard input", *text);
}

/// What the command line says goes before what the file says; what neither says is asked where somebody can answer.
Result<CloudAccount> complete_account(const Options& options) {
  Result<CloudAccount> account = read_account(options);
  if (!account) return account;
  if (const auto usable = check_credentials(account->credentials); !usable) return usable.error();
  const bool typed = options.credentials.empty() && at_terminal();
  if (!options.region.empty()) account->region = options.region;
  if (!options.device_id.empty()) account->device_id = options.device_id;
  if (account->region.empty() && options.server.empty()) {
    if (!typed) return fail(ErrorKind::bad_config, "no region; say --region with one of " + cloud::region_words());
    account->region = ask_line("Region (" + cloud::region_words() + "): ").value_or("");
  }
  if (account->device_id.empty() && typed) {
    account->device_id = ask_line("device_id of one of your devices (nothing: all linked accounts): ").value_or("");
  }
  return account;
}

Result<CloudServer> find_server(const Options& options, const CloudAccount& account) {
  if (!options.server.empty()) {
    const Result<std::string> server = cloud::check_server(options.server);
    if (!server) return server.error();
    return CloudServer{*server, options.ca_file};
  }
  const Result<cloud::Region> region = cloud::find_region(account.region);
  if (!region) return region.error();
  return CloudServer{"https://" + std::string(region->host), options.ca_file};
}

int keep(const Options& options, const CloudAccount& account) {
  if (options.remember.empty()) return exit_done;
  const auto written = write_private_file(options.remember, render_cloud_account(account));
  if (!written) return complain(exit_not_done, written.error().what);
  std::fprintf(
      stderr,
      "The project's credentials are in %s, for you alone; --credentials uses them again. They are as good as a\n"
      "password: delete the file when you do not need it.\n",
      printable(options.remember, 200).c_str());
  return exit_done;
}

/// The devices as presa import takes them out of the file that --output writes: what is a sub-device, and of which
/// gateway, is then decided in one place.
Result<Imported> as_imported(const CloudServer& server, const cloud::Found& found) {
  Imported imported;
  imported.sources.push_back({server.url, "the vendor's cloud", found.devices.size()});
  if (found.devices.empty()) return imported;
  auto list = foreign::read_foreign_list(cloud::render_devices_file(found.devices));
  if (!list) return list.error();
  imported.devices = foreign::joined(std::move(list->devices));
  return imported;
}

int hand_over(const Options& options, const CloudServer& server, const cloud::Found& found) {
  if (options.change.json) {
    for (const std::string& remark : found.remarks) std::fprintf(stderr, "%s\n", for_terminal(remark).c_str());
  } else {
    std::fputs(render_found(found).c_str(), stdout);
  }
  if (!options.output.empty()) {
    const auto written = write_private_file(options.output, cloud::render_devices_file(found.devices));
    if (!written) return complain(exit_not_done, written.error().what);
    std::fprintf(stderr,
                 "The devices and their keys are in %s, for you alone; delete it when they are in the inventory.\n",
                 printable(options.output, 200).c_str());
  }
  if (!options.for_inventory()) return exit_done;
  const Result<Imported> imported = as_imported(server, found);
  if (!imported) return complain(exit_no_answer, imported.error().what);
  if (!options.change.json) std::fputc('\n', stdout);
  return change_inventory(options.change, *imported);
}

/// Ahead of all questions: what a person would type, and the cloud count, for nothing.
int check_options(const Options& options) {
  if (!options.region.empty() && options.server.empty()) {
    if (const auto region = cloud::find_region(options.region); !region)
      return complain(exit_usage, region.error().what);
  }
  if (!options.server.empty()) {
    if (const auto server = cloud::check_server(options.server); !server) {
      return complain(exit_usage, server.error().what);
    }
  }
  return options.for_inventory() ? check_change(options.change) : exit_done;
}

int wizard(const Options& options) {
  if (const int wrong = check_options(options); wrong != exit_done) return wrong;
  const Result<CloudAccount> account = complete_account(options);
  if (!account) return complain(status_of(account.error()), account.error().what);
  const Result<CloudServer> server = find_server(options, *account);
  if (!server) return complain(status_of(server.error()), server.error().what);
  bool interrupted = false;
  const Result<cloud::Found> found = talk_to_cloud(*server, account->credentials, account->device_id, interrupted);
  if (interrupted) return exit_interrupted;
  if (!found) return complain(status_of(found.error()), found.error().what);
  const int kept = keep(options, *account);
  const int handed_over = hand_over(options, *server, *found);
  return handed_over == exit_done ? kept : handed_over;
}

}  // namespace

std::string render_found(const cloud::Found& found) {
  std::string text;
  std::size_t keys = 0;
  std::size_t widest = 0;
  for (const cloud::Device& device : found.devices) widest = std::max(widest, device.id.size());
  for (const cloud::Device& device : found.devices) {
    keys += device.local_key.empty() ? 0 : 1;
    text += device.id + std::string(widest - device.id.size() + 2, ' ');
    text += device.local_key.empty() ? "no key" : std::string(config::hidden_text) + "  ";
    text += "  " + for_terminal(device.name);
    if (!device.product_name.empty()) text += " (" + for_terminal(device.product_name) + ')';
    if (device.sub) text += device.gateway_id.empty() ? ", behind a gateway" : ", behind " + device.gateway_id;
    text += '\n';
  }
  text += std::to_string(found.devices.size()) + (found.devices.size() == 1 ? " device, " : " devices, ");
  text += std::to_string(keys) + " with a key\n";
  if (found.devices.empty()) {
    text += "No account is linked to the project, or the device is another's: see docs/local-keys.md.\n";
  }
  for (const std::string& remark : found.remarks) text += for_terminal(remark) + '\n';
  return text;
}

Action declare_wizard(Arguments& arguments) {
  const auto options = std::make_shared<Options>();
  declare_change(arguments, options->change);
  arguments.flag("--reveal", options->change.reveal, "show the secrets");
  arguments.flag("--json", options->change.json, "say what becomes of the inventory as one JSON object");
  arguments.option("--region", options->region, "where the account lives: " + cloud::region_words(), "WORD");
  arguments.option("--device-id", options->device_id, "any device of the account (default: all linked accounts)", "ID");
  arguments.option("--credentials", options->credentials,
                   "where access_id and access_secret are written (- and not a terminal: standard input)", "FILE");
  arguments.option("--remember", options->remember, "keep the credentials in this file, mode 0600", "FILE");
  arguments.option("--output", options->output, "write devices and keys as tinytuya's devices.json, mode 0600", "FILE");
  arguments.option("--server", options->server, "for tests: https://HOST:PORT, or http:// on this computer", "URL");
  arguments.option("--ca-file", options->ca_file, "for tests: the authorities to trust instead of the system's",
                   "FILE");
  arguments.remark(
      "Asks the vendor's cloud for the account's devices and their keys, and shows what the inventory would become.\n"
      "Nothing else of presad ever asks the cloud. With --output and without --write the inventory is not looked at.\n"
      "Status: 0 done, 1 the cloud refuses or a file cannot be read or written, 3 no usable answer, 64 bad option,\n"
      "78 a bad inventory or credentials that cannot be used, 130 Ctrl-C.");
  return [options] { return wizard(*options); };
}

}  // namespace presad::cli
