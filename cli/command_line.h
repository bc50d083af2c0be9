// presa's command line: the one door to CLI11. A verb says what it takes and gives back what it does.

#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace presad::cli {

struct Verb;

/// What a verb can ask of its command line. Targets must live until the verb has run.
class Arguments {
 public:
  /// `--name VALUE`
  virtual void option(const std::string& name, std::string& target, const std::string& help,
                      const std::string& value = "TEXT") = 0;
  /// `--name`; without `help` it is for programs, and told to nobody.
  virtual void flag(const std::string& name, bool& target, const std::string& help) = 0;
  /// `--name NUMBER`: whole, from `least` to `most`; what `target` holds is the default.
  virtual void number(const std::string& name, unsigned& target, const std::string& help, const std::string& value,
                      unsigned least, unsigned most) = 0;
  /// A word without a name; `required` or not.
  virtual void word(const std::string& name, std::string& target, const std::string& help, bool required = true) = 0;
  /// All words that are left.
  virtual void words(const std::string& name, std::vector<std::string>& target, const std::string& help) = 0;
  /// What --help says below the options.
  virtual void remark(const std::string& text) = 0;
  /// All verbs that there are.
  virtual std::span<const Verb> verbs() const = 0;

 protected:
  ~Arguments() = default;
};

/// Does the verb's work; gives the exit status.
using Action = std::function<int()>;

/// `declare` nullptr: a group, whose verbs follow it as "config schema", "config fmt".
struct Verb {
  std::string_view name;
  std::string_view help;
  Action (*declare)(Arguments& arguments);
};

/// Status of a command line that cannot be understood (sysexits.h, EX_USAGE).
inline constexpr int exit_usage = 64;

/// Finds the verb, runs it, gives its exit status. --help, --version and mistakes are told on the terminal.
int run_command_line(int argc, const char* const* argv, std::span<const Verb> verbs, const std::string& version);

}  // namespace presad::cli
