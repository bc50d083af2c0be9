// presa: the first word says what to do; one file per verb.

#include <array>
#include <cstdio>
#include <cstdlib>
#include <exception>

#include "cli/check.h"
#include "cli/command_line.h"
#include "cli/import.h"
#include "cli/set.h"
#include "cli/status.h"
#include "cli/watch.h"

int main(int argc, char** argv) {
  using namespace presad::cli;
  constexpr std::array verbs = {
      Verb{"check", "check the inventory; status 78 if presad would not start with it", declare_check},
      Verb{"import", "take devices out of other programs' files into the inventory", declare_import},
      Verb{"status", "show how the running presad is doing", declare_status},
      Verb{"watch", "print what devices say on the broker, until Ctrl-C", declare_watch},
      Verb{"set", "give a device a command and wait for its answer", declare_set},
  };
  try {
    return run_command_line(argc, argv, verbs, PRESAD_VERSION);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "presa: cannot go on: %s\n", error.what());
    return EXIT_FAILURE;
  }
}
