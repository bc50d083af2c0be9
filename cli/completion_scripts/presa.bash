# bash completion for presa, made by: presa completion bash
_presa() {
  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} verb=${COMP_WORDS[1]}
  local options='' words='' listed='' word i
  local -a where=()
  COMPREPLY=()
  if ((COMP_CWORD == 1)); then
    COMPREPLY=($(compgen -W 'check config import adopt scan doctor status watch get on off toggle set record retire wizard completion --help --version' -- "$cur"))
    return
  fi
  case $verb in
    config)
      if ((COMP_CWORD == 2)); then
        COMPREPLY=($(compgen -W 'fmt schema --help' -- "$cur"))
        return
      fi
      verb+=" ${COMP_WORDS[2]}"
      ;;
  esac
  case $prev in
    --config|--secrets|--socket|--output|--credentials|--remember|--ca-file)
      compopt -o filenames 2> /dev/null
      mapfile -t COMPREPLY < <(compgen -f -- "$cur")
      return
      ;;
    --instance|--topic|--username|--broker-host|--broker-port|--timeout|--duration|--subnet|--for|--mark|--region|--device-id|--server) return ;;
  esac
  case $verb in
    'check') options='--help --config --secrets --json' words='' ;;
    'config fmt') options='--help --config --instance --write --json' words='' ;;
    'config schema') options='--help' words='' ;;
    'import') options='--help --config --secrets --instance --write --reveal --json' words='files' ;;
    'adopt') options='--help --topic --username --write --broker --broker-host --broker-port --yes --timeout --config --secrets --instance --json --reveal' words='' ;;
    'scan') options='--help --add --config --secrets --instance --write --socket --duration --subnet --json' words='' ;;
    'doctor') options='--help --config --secrets --socket --instance --json --quiet --timeout' words='topics' ;;
    'status') options='--help --socket --instance --json --timeout' words='topics' ;;
    'watch') options='--help --socket --instance --json --direct --config --secrets' words='topics' ;;
    'get') options='--help --socket --instance --direct --config --secrets --json' words='topics' ;;
    'on') options='--help --socket --instance --json --timeout --direct --config --secrets' words='topics' ;;
    'off') options='--help --socket --instance --json --timeout --direct --config --secrets' words='topics' ;;
    'toggle') options='--help --socket --instance --json --timeout --direct --config --secrets' words='topics' ;;
    'set') options='--help --socket --instance --json --timeout --direct --config --secrets' words='topics' ;;
    'record') options='--help --output --for --switch --config --secrets --socket --instance --json' words='topics' ;;
    'retire') options='--help --all --yes --mark --config --secrets --socket --instance --json' words='topics' ;;
    'wizard') options='--help --config --secrets --instance --write --reveal --json --region --device-id --credentials --remember --output --server --ca-file' words='' ;;
    'completion') options='--help --socket --instance --config' words='listed' listed='bash zsh fish' ;;
  esac
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
