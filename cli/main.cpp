// presa: the first word says what to do; one file per verb.

#include <array>
#include <cstdio>
#include <cstdlib>
#include <exception>

#include "cli/adopt/adopt.h"
#include "cli/check.h"
#include "cli/command_line.h"
#include "cli/completion.h"
#include "cli/config_fmt.h"
#include "cli/config_schema.h"
#include "cli/doctor/doctor.h"
#include "cli/get.h"
#include "cli/import.h"
#include "cli/record/record.h"
#include "cli/retire/retire.h"
#include "cli/scan.h"
#include "cli/set.h"
#include "cli/status.h"
#include "cli/switch.h"
#include "cli/watch.h"
#include "cli/wizard.h"

int main(int argc, char** argv) {
  using namespace presad::cli;
  constexpr std::array verbs = {
      Verb{"check", "check the inventory; status 78 if presad would not start with it", declare_check},
      Verb{"config", "what helps to write the inventory", nullptr},
      Verb{"config fmt", "put its white space in order", declare_config_fmt},
      Verb{"config schema", "print its JSON Schema, for editors", declare_config_schema},
      Verb{"import", "take devices out of other programs' files into the inventory", declare_import},
      Verb{"adopt", "take a Tasmota device into the inventory, and say what is open about it", declare_adopt},
      Verb{"scan", "find the Tuya devices of the network, and compare with the inventory", declare_scan},
      Verb{"doctor", "say what is wrong, how that was seen, and what to do next", declare_doctor},
      Verb{"status", "show how the running presad is doing", declare_status},
      Verb{"watch", "print what devices say on the broker, until Ctrl-C", declare_watch},
      Verb{"get", "show what is known of a device", declare_get},
      Verb{"on", "switch a relay on, and see that it is", declare_on},
      Verb{"off", "switch a relay off, and see that it is", declare_off},
      Verb{"toggle", "switch a relay over, and see that it has moved", declare_toggle},
      Verb{"set", "give a device a command and wait for its answer", declare_set},
      Verb{"record", "write down what a device says, without its key, for others to test with", declare_record},
      Verb{"retire", "take away what presad left on the broker, of a device or all", declare_retire},
      Verb{"wizard", "ask the vendor's cloud for your devices and their keys", declare_wizard},
      Verb{"completion", "print what completes all this in a shell", declare_completion},
  };
  try {
    return run_command_line(argc, argv, verbs, PRESAD_VERSION);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "presa: cannot go on: %s\n", error.what());
    return EXIT_FAILURE;
  }
}
