#include "cli/command_line.h"

#include <CLI/CLI.hpp>
#include <cstdio>

#include "base/text.h"

namespace presad::cli {

namespace {

class SubcommandArguments final : public Arguments {
 public:
  explicit SubcommandArguments(CLI::App& app) : app_(app) {}

  void option(const std::string& name, std::string& target, const std::string& help,
              const std::string& value) override {
    app_.add_option(name, target, help)->type_name(value);
  }
  void flag(const std::string& name, bool& target, const std::string& help) override {
    app_.add_flag(name, target, help);
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
    // As they were typed: CLI11's own conversion to a vector takes the word {} for none at all.
    const auto take = [&target](const CLI::results_t& words) {
      target = words;
      return true;
    };
    app_.add_option(name, take, help)->expected(CLI::detail::expected_max_vector_size)->type_name("");
  }
  void remark(const std::string& text) override { app_.footer(text); }

 private:
  CLI::App& app_;
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

}  // namespace

int run_command_line(int argc, const char* const* argv, std::span<const Verb> verbs, const std::string& version) {
  CLI::App app("presa: look at, switch and diagnose what presad serves", "presa");
  app.set_version_flag("--version", "presa " + version);
  app.require_subcommand(1);
  if (tell_unknown_verb(argc, argv, verbs) || tell_bracketed_word(argc, argv)) return exit_usage;
  int status = 0;
  for (const Verb& verb : verbs) {
    CLI::App* subcommand = app.add_subcommand(std::string(verb.name), std::string(verb.help));
    SubcommandArguments arguments(*subcommand);
    subcommand->callback([&status, action = verb.declare(arguments)] { status = action(); });
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : exit_usage;
  }
  return status;
}

}  // namespace presad::cli
