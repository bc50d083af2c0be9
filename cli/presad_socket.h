// What every verb that asks the running presad shares: where its socket is, and what to say when that cannot be.

#pragma once

#include <optional>
#include <string>

#include "cli/command_line.h"
#include "control/client.h"

namespace presad::cli {

/// Status where this account may not ask presad (sysexits.h, EX_NOPERM).
inline constexpr int exit_no_permission = 77;

struct SocketOptions {
  std::string path;
  std::string instance;  ///< of several presads; empty: the only one, or the first
};

/// --socket and --instance.
void declare_socket(Arguments& arguments, SocketOptions& options);

/// Errors: as control::Client::connect(), and `bad_config` for what is no instance's name.
Result<control::Client> connect_presad(const SocketOptions& options);

/// Whether a presad runs, by what connect_presad() gave: one that is closed to this account, or too busy, runs all the
/// same.
bool presad_runs(const Result<control::Client>& reached) noexcept;

/// What an `unreachable` of connect_presad() means, and what to look at.
std::string absence_of_presad(const SocketOptions& options, const Error& error);

/// The exit status for what connect_presad() gave instead of a connection; standard error has it.
int complain_of_socket(const SocketOptions& options, const Error& error);

/// A connection to the running presad, or nothing: then standard error has the cause and the cure, and `status` the
/// exit status: exit_no_answer, exit_no_permission or exit_usage.
std::optional<control::Client> reach_presad(const SocketOptions& options, int& status);

/// The exit status for what came instead of a reply; standard error has it.
int complain_of(const Error& error);

/// "presa: WHAT" on standard error, ended by a line feed; gives `status` back.
int complain(int status, const std::string& what);

}  // namespace presad::cli
