#include "cli/command_line.h"

#include <CLI/CLI.hpp>
#include <cstdio>

#include "base/text.h"

namespace presad::cli {

namespace {

constexpr const char* first_steps =
    "From a drawer of plugs to the first one switched:\n"
    "    sudo presa scan                          who is there, by id; it listens for 18 s\n"
    "    sudo presa import --write devices.json   names and keys, of a list that you have; else presa wizard\n"
    "    sudo presa check                         whether presad can start with that\n"
    "    sudo systemctl reload presad\n"
    "    sudo presa doctor                        what is wrong, and what to do next\n"
    "    presa on TOPIC                           no sudo in the group presa: sudo adduser $USER presa\n"
    "presa VERB --help tells more of each, man presa all of it.";

class SubcommandArguments final : public Arguments {
 public:
  SubcommandArguments(CLI::App& app, std::span<const Verb> verbs) : app_(app), verbs_(verbs) {}

  void option(const std::string& name, std::string& target, const std::string& help,
              const std::string& value) override {
    app_.add_option(name, target, help)->type_name(value);
  }
  void flag(const std::string& name, bool& target, const std::string& help) override {
    CLI::Option* const added = app_.add_flag(name, target, help);
    if (help.empty()) added->group("");  // CLI11 hides what is in no group
  }
  void number(const std::string& name, unsigned& target, const std::string& help, const std::string& value,
              unsigned least, unsigned most) override {
    app_.add_option(name, target, help)
        ->check(CLI::Range(least, most))
        ->type_name(value)
        ->default_str(std::to_string(target));
  }
  void word(const std::string& name, std::string& target, const std::string& help, bool required) override {
    app_.add_option(name, target, help)->required(required)->type_name("");
  }
  void words(const std::string& name, std::vector<std::string>& target, const std::string& help) override {
    // As they were typed: CLI11's own conversion to a vector takes the word {} for none at all, and from 2.4 on what it
    // hands on here has a second word behind that one.
    const auto take = [&app = app_, name, &target](const CLI::results_t&) {
      target = app.get_option(name)->results();
      return true;
    };
    app_.add_option(name, take, help)->expected(CLI::detail::expected_max_vector_size)->type_name("");
  }
  void remark(const std::string& text) override { app_.footer(text); }
  std::span<const Verb> verbs() const override { return verbs_; }

 private:
  CLI::App& app_;
  std::span<const Verb> verbs_;
};

/// Tells of a first word that is no verb; CLI11 would only say that one is missing.
bool tell_unknown_verb(int argc, const char* const* argv, std::span<const Verb> verbs) {
  if (argc < 2 || argv[1][0] == '-') return false;
  const std::string_view word = argv[1];
  std::vector<std::string_view> names;
  for (const Verb& verb : verbs) {
    if (verb.name == word) return false;
    names.push_back(verb.name);
  }
  const auto nearest = nearest_word(word, names);
  std::string text = "presa: \"" + printable(word) + "\" is not one of its verbs";
  if (nearest) text += "; did you mean \"" + std::string(*nearest) + "\"?";
  std::fputs((text + "\nRun presa --help for all of them.\n").c_str(), stderr);
  return true;
}

/// CLI11 takes a word in brackets for a list and would hand on something else than what was typed.
bool tell_bracketed_word(int argc, const char* const* argv) {
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (!word.starts_with('[') || !word.ends_with(']')) continue;
    std::fputs(("presa: " + printable(word) + ": a word in brackets needs a blank before it: ' [...]'\n").c_str(),
               stderr);
    return true;
  }
  return false;
}

/// Below its group, where it is in one.
CLI::App* add_verb(CLI::App& app, const Verb& verb) {
  const std::string name(verb.name);
  const std::size_t blank = name.find(' ');
  CLI::App& parent = blank == std::string::npos ? app : *app.get_subcommand(name.substr(0, blank));
  CLI::App* const added =
      parent.add_subcommand(name.substr(blank == std::string::npos ? 0 : blank + 1), std::string(verb.help));
  if (verb.declare == nullptr) added->require_subcommand(1);
  return added;
}

}  // namespace

int run_command_line(int argc, const char* const* argv, std::span<const Verb> verbs, const std::string& version) {
  CLI::App app("presa: look at, switch and diagnose what presad serves", "presa");
  app.set_version_flag("--version", "presa " + version);
  app.footer(first_steps);
  app.require_subcommand(1);
  if (tell_unknown_verb(argc, argv, verbs) || tell_bracketed_word(argc, argv)) return exit_usage;
  int status = 0;
  for (const Verb& verb : verbs) {
    CLI::App* subcommand = add_verb(app, verb);
    if (verb.declare == nullptr) continue;
    SubcommandArguments arguments(*subcommand, verbs);
    subcommand->callback([&status, action = verb.declare(arguments)] { status = action(); });
  }
  if (argc < 2) {
    std::fputs(app.help().c_str(), stderr);
    return exit_usage;
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : exit_usage;
  }
  return status;
}

}  // namespace presad::cli
