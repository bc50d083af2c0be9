#include "cli/presad_socket.h"

#include <cstdio>
#include <cstdlib>

#include "cli/answer.h"
#include "cli/terminal.h"
#include "inventory/instance.h"

namespace presad::cli {

void declare_socket(Arguments& arguments, SocketOptions& options) {
  arguments.option("--socket", options.path, "presad's socket (default: /run/presad/control)", "SOCKET");
  arguments.option("--instance", options.instance, "the presad of several: presad@NAME", "NAME");
}

Result<control::Client> connect_presad(const SocketOptions& options) {
  if (!options.instance.empty() && !is_instance_name(options.instance)) {
    return fail(ErrorKind::bad_config, instance_rule);
  }
  return control::Client::connect(options.path.empty() ? control::socket_of(options.instance) : options.path);
}

bool presad_runs(const Result<control::Client>& reached) noexcept {
  return reached || reached.error().kind == ErrorKind::refused || reached.error().kind == ErrorKind::timed_out;
}

std::string absence_of_presad(const SocketOptions& options, const Error& error) {
  const std::string unit = options.instance.empty() ? "presad" : "presad@" + options.instance;
  return error.what + "; presad does not run there: systemctl status " + unit;
}

int complain_of_socket(const SocketOptions& options, const Error& error) {
  if (error.kind == ErrorKind::refused) {
    return complain(
        exit_no_permission,
        error.what + "; who may ask presad is in the group presa: sudo adduser $USER presa, and log in anew");
  }
  if (error.kind == ErrorKind::bad_config) return complain(exit_usage, error.what);
  if (error.kind == ErrorKind::timed_out) return complain(exit_no_answer, error.what);
  return complain(exit_no_answer, absence_of_presad(options, error));
}

std::optional<control::Client> reach_presad(const SocketOptions& options, int& status) {
  Result<control::Client> client = connect_presad(options);
  if (client) return *std::move(client);
  status = complain_of_socket(options, client.error());
  return std::nullopt;
}

int complain_of(const Error& error) {
  if (error.kind == ErrorKind::refused) return complain(exit_usage, for_terminal(error.what));
  return complain(exit_no_answer, for_terminal(error.what));
}

int complain(int status, const std::string& what) {
  std::fprintf(stderr, "presa: %s%s", what.c_str(), what.ends_with('\n') ? "" : "\n");
  return status;
}

}  // namespace presad::cli
