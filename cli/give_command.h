// What every verb that commands a device shares: its options, the way to presad, what is said of what became of it.
//
// presad is asked on its socket; where none runs, or with --direct, the device itself. A Tasmota device that is on the
// broker itself is not presad's to command: for such a one, and for it alone, the command goes out over the broker that
// the inventory names (question.h).

#pragma once

#include <string>

#include "cli/command_line.h"
#include "cli/direct/way.h"
#include "cli/presad_socket.h"
#include "control/answers.h"

namespace presad::cli {

struct CommandOptions {
  SocketOptions socket;
  DirectOptions direct;
  unsigned timeout = 40;  ///< seconds; longer than the 30 for which a command waits for a plug that is away
  bool json = false;
};

/// --socket, --instance, --direct, --config, --secrets, --timeout and --json.
void declare_command(Arguments& arguments, CommandOptions& options);

/// Gives `topic` the command `word` with `payload`, waits for what becomes of it and prints the answers. The exit
/// status: 0, 1, 3 and 4 as in answer.h; 64: unknown topic; 77: no permission; 78: bad inventory, where it is needed.
int give_command(const CommandOptions& options, const std::string& topic, const std::string& word,
                 const std::string& payload);

/// `exit_done` when it ended and was done: confirmed or unchanged, or, of a command without an outcome, when no answer
/// says otherwise. Pure.
int status_of(const control::CommandReply& reply);

}  // namespace presad::cli
