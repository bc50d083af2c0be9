#include "cli/completion_text.h"

#include <vector>

namespace presad::cli {

namespace {

struct Option {
  std::string name;   ///< "--config"
  std::string value;  ///< "FILE"; empty: none
  std::string help;

  bool takes_file() const { return value == "FILE" || value == "SOCKET"; }
};

enum class Words : unsigned char { none, topics, files, listed };

/// One verb, as it declares itself.
struct Declared final : Arguments {
  std::string_view name;
  std::string_view help;
  bool group = false;
  std::vector<Option> options;
  Words words_kind = Words::none;
  std::string listed;  ///< "bash zsh fish"

  void option(const std::string& option_name, std::string&, const std::string& text,
              const std::string& value) override {
    options.push_back({option_name, value, text});
  }
  void flag(const std::string& flag_name, bool&, const std::string& text) override {
    if (!text.empty()) options.push_back({flag_name, "", text});
  }
  void number(const std::string& number_name, unsigned&, const std::string& text, const std::string& value, unsigned,
              unsigned) override {
    options.push_back({number_name, value, text});
  }
  void word(const std::string& word_name, std::string&, const std::string&, bool) override { take(word_name); }
  void words(const std::string& word_name, std::vector<std::string>&, const std::string&) override { take(word_name); }
  void remark(const std::string&) override {}
  std::span<const Verb> verbs() const override { return {}; }

  /// Its first word is what is completed.
  void take(const std::string& word_name) {
    if (words_kind != Words::none) return;
    if (word_name.starts_with("TOPIC")) words_kind = Words::topics;
    if (word_name == "FILE") words_kind = Words::files;
    if (word_name.find('|') == std::string::npos) return;
    words_kind = Words::listed;
    listed = word_name;
    for (char& c : listed) c = c == '|' ? ' ' : c;
  }
  std::string option_names() const {
    std::string names = "--help";
    for (const Option& each : options) names += ' ' + each.name;
    return names;
  }
};

std::vector<Declared> declared(std::span<const Verb> verbs) {
  std::vector<Declared> all(verbs.size());
  for (std::size_t i = 0; i < verbs.size(); ++i) {
    all[i].name = verbs[i].name;
    all[i].help = verbs[i].help;
    all[i].group = verbs[i].declare == nullptr;
    if (!all[i].group) verbs[i].declare(all[i]);
  }
  return all;
}

/// The verbs of `group`, or, where that is empty, those of none, without their group's name.
std::vector<const Declared*> members(const std::vector<Declared>& all, std::string_view group) {
  std::vector<const Declared*> found;
  for (const Declared& each : all) {
    const std::size_t blank = each.name.find(' ');
    if (group == (blank == std::string_view::npos ? "" : each.name.substr(0, blank))) found.push_back(&each);
  }
  return found;
}

std::string last_word(const Declared& verb) {
  const std::size_t blank = verb.name.find(' ');
  return std::string(verb.name.substr(blank == std::string_view::npos ? 0 : blank + 1));
}

std::string names_of(const std::vector<const Declared*>& verbs) {
  std::string names;
  for (const Declared* const each : verbs) names += (names.empty() ? "" : " ") + last_word(*each);
  return names;
}

/// In single quotes, as all three shells read them.
std::string in_quotes(std::string_view text, std::string_view apostrophe = "'\\''") {
  std::string result = "'";
  for (const char c : text) {
    if (c == '\'') {
      result += apostrophe;
    } else {
      result += c;
    }
  }
  return result + '\'';
}

// --- bash ---

std::string bash_case(const Declared& verb) {
  constexpr const char* kinds[] = {"", "topics", "files", "listed"};
  std::string text = "    " + in_quotes(verb.name) + ") options='" + verb.option_names() + "' words='" +
                     kinds[static_cast<std::size_t>(verb.words_kind)] + "'";
  if (!verb.listed.empty()) text += " listed='" + verb.listed + "'";
  return text + " ;;\n";
}

/// The options that take a value, each once, as a pattern.
std::string bash_pattern(const std::vector<Declared>& all, bool files) {
  std::string pattern;
  for (const Declared& verb : all) {
    for (const Option& option : verb.options) {
      const bool known = ('|' + pattern + '|').find('|' + option.name + '|') != std::string::npos;
      if (known || option.value.empty() || option.takes_file() != files) continue;
      pattern += (pattern.empty() ? "" : "|") + option.name;
    }
  }
  return pattern;
}

std::string bash(const std::vector<Declared>& all) {
  std::string text = R"sh(# bash completion for presa, made by: presa completion bash
_presa() {
  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} verb=${COMP_WORDS[1]}
  local options='' words='' listed='' word i
  local -a where=()
  COMPREPLY=()
  if ((COMP_CWORD == 1)); then
    COMPREPLY=($(compgen -W ')sh" +
                     names_of(members(all, "")) +
                     R"sh( --help --version' -- "$cur"))
    return
  fi
  case $verb in
)sh";
  for (const Declared& group : all) {
    if (!group.group) continue;
    text += "    " + std::string(group.name) + R"sh()
      if ((COMP_CWORD == 2)); then
        COMPREPLY=($(compgen -W ')sh" +
            names_of(members(all, group.name)) + R"sh( --help' -- "$cur"))
        return
      fi
      verb+=" ${COMP_WORDS[2]}"
      ;;
)sh";
  }
  text += "  esac\n  case $prev in\n    " + bash_pattern(all, true) + R"sh()
      compopt -o filenames 2> /dev/null
      mapfile -t COMPREPLY < <(compgen -f -- "$cur")
      return
      ;;
    )sh" + bash_pattern(all, false) +
          ") return ;;\n  esac\n  case $verb in\n";
  for (const Declared& verb : all) {
    if (!verb.group) text += bash_case(verb);
  }
  return text + R"sh(  esac
  if [[ $cur == -* ]]; then
    COMPREPLY=($(compgen -W "$options" -- "$cur"))
  elif [[ $words == files ]]; then
    compopt -o filenames 2> /dev/null
    mapfile -t COMPREPLY < <(compgen -f -- "$cur")
  elif [[ $words == listed ]]; then
    COMPREPLY=($(compgen -W "$listed" -- "$cur"))
  elif [[ $words == topics ]]; then
    for ((i = 2; i < COMP_CWORD - 1; i++)); do
      case ${COMP_WORDS[i]} in --config | --socket | --instance) where+=("${COMP_WORDS[i]}" "${COMP_WORDS[i + 1]}") ;; esac
    done
    # Not compgen -W: it would run what stands in a topic between backquotes.
    while IFS= read -r word; do
      if [[ $word == "$cur"* ]]; then COMPREPLY+=("$(printf %q "$word")"); fi
    done < <("${COMP_WORDS[0]}" completion --topics "${where[@]}" 2> /dev/null)
  fi
}
complete -F _presa presa
)sh";
}

// --- zsh ---

std::string zsh_text(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '[' || c == ']' || c == ':' || c == '\\') result += '\\';
    result += c;
  }
  return result;
}

std::string zsh_verbs(const std::vector<const Declared*>& verbs, const std::string& indent) {
  std::string text = indent + "verbs=(\n";
  for (const Declared* const each : verbs) {
    text += indent + "  " + in_quotes(last_word(*each) + ':' + zsh_text(each->help)) + '\n';
  }
  return text + indent + ")\n" + indent + "_describe -t verbs verb verbs\n";
}

std::string zsh_case(const Declared& verb) {
  std::string text = "    " + in_quotes(verb.name) + ")\n      _arguments '--help[print its options]'";
  for (const Option& option : verb.options) {
    std::string spec = option.name + '[' + zsh_text(option.help) + ']';
    if (!option.value.empty()) spec += ':' + zsh_text(option.value) + ':' + (option.takes_file() ? "_files" : " ");
    text += " \\\n        " + in_quotes(spec);
  }
  if (verb.words_kind == Words::topics) text += " \\\n        '*:topic:_presa_topics'";
  if (verb.words_kind == Words::files) text += " \\\n        '*:file:_files'";
  if (verb.words_kind == Words::listed) text += " \\\n        " + in_quotes("1:word:(" + verb.listed + ')');
  return text + "\n      ;;\n";
}

std::string zsh(const std::vector<Declared>& all) {
  std::string text = R"sh(#compdef presa
# zsh completion for presa, made by: presa completion zsh

_presa_topics() {
  local -a topics
  topics=("${(@f)$(_call_program topics presa completion --topics 2> /dev/null)}")
  compadd -a topics
}

_presa() {
  local -a verbs
  local verb
  if ((CURRENT == 2)); then
)sh" + zsh_verbs(members(all, ""), "    ") +
                     R"sh(    return
  fi
  shift words
  ((CURRENT--))
  verb=$words[1]
)sh";
  for (const Declared& group : all) {
    if (!group.group) continue;
    text += "  if [[ $verb == " + std::string(group.name) + " ]]; then\n    if ((CURRENT == 2)); then\n" +
            zsh_verbs(members(all, group.name), "      ") +
            "      return\n    fi\n    shift words\n    ((CURRENT--))\n    verb+=\" $words[1]\"\n  fi\n";
  }
  text += "  case $verb in\n";
  for (const Declared& verb : all) {
    if (!verb.group) text += zsh_case(verb);
  }
  return text + "  esac\n}\n\n_presa \"$@\"\n";
}

// --- fish ---

std::string fish_quoted(std::string_view text) {
  std::string escaped;
  for (const char c : text) escaped += c == '\\' ? std::string("\\\\") : std::string(1, c);
  return in_quotes(escaped, "\\'");
}

std::string fish_verb(const Declared& verb) {
  const std::size_t blank = verb.name.find(' ');
  std::string condition = "__fish_seen_subcommand_from " + last_word(verb);
  if (blank != std::string_view::npos) {
    condition = "__fish_seen_subcommand_from " + std::string(verb.name.substr(0, blank)) + "; and " + condition;
  }
  const std::string front = "complete -c presa -n " + fish_quoted(condition);
  std::string text;
  for (const Option& option : verb.options) {
    text += front + " -l " + option.name.substr(2);
    if (!option.value.empty()) text += option.takes_file() ? " -r -F" : " -x";
    text += " -d " + fish_quoted(option.help) + '\n';
  }
  if (verb.words_kind == Words::topics) text += front + " -a '(presa completion --topics 2> /dev/null)'\n";
  if (verb.words_kind == Words::files) text += front + " -F\n";
  if (verb.words_kind == Words::listed) text += front + " -a " + fish_quoted(verb.listed) + '\n';
  return text;
}

std::string fish(const std::vector<Declared>& all) {
  std::string text = "# fish completion for presa, made by: presa completion fish\ncomplete -c presa -f\n";
  for (const Declared* const each : members(all, "")) {
    text += "complete -c presa -n __fish_use_subcommand -a " + std::string(each->name) + " -d " +
            fish_quoted(each->help) + '\n';
    if (!each->group) continue;
    const auto inner = members(all, each->name);
    for (const Declared* const one : inner) {
      text += "complete -c presa -n '__fish_seen_subcommand_from " + std::string(each->name) +
              "; and not __fish_seen_subcommand_from " + names_of(inner) + "' -a " + last_word(*one) + " -d " +
              fish_quoted(one->help) + '\n';
    }
  }
  for (const Declared& verb : all) {
    if (!verb.group) text += fish_verb(verb);
  }
  return text;
}

}  // namespace

std::string render_completion(std::string_view shell, std::span<const Verb> verbs) {
  if (shell == "bash") return bash(declared(verbs));
  if (shell == "zsh") return zsh(declared(verbs));
  if (shell == "fish") return fish(declared(verbs));
  return {};
}

}  // namespace presad::cli
