#!/usr/bin/env bash
# Every command of MiniRAG: sets up what a command needs (scripts/setup.sh), and hands it over to Python (cli/group.py).
# What each does is in cli/commands.txt.
set -euo pipefail

USUAL_UMASK=$(umask)
umask 077 # documents, answers and secrets are kept for their owner alone

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
COMMANDS=$ROOT/cli/commands.txt
# shellcheck source=scripts/setup.sh
source "$ROOT/scripts/setup.sh"
# shellcheck source=scripts/peers.sh
source "$ROOT/scripts/peers.sh"
# shellcheck source=scripts/adapters.sh
source "$ROOT/scripts/adapters.sh"
# shellcheck source=scripts/scans.sh
source "$ROOT/scripts/scans.sh"
# shellcheck source=scripts/help.sh
source "$ROOT/scripts/help.sh"

usage() { cat "$COMMANDS"; }

# What must be set up for a command: the packages of a role, and perhaps the weights. The others take what is there.
# What is built for other people, and not from documents, has their usual permissions.
set_up_for() {
    case $1 in
        run | up) set_up laptop weights ;;
        eval)
            if [[ ${2:-} == support ]]; then set_up laptop; else set_up evaluation; fi
            ;;
        bench)
            case ${2:-} in
                cluster) set_up commands ;;
                ocr) set_up laptop && set_up ocr ;;
                *) set_up evaluation weights ;;
            esac
            ;;
        test)
            set_up development weights
            [[ ${2:-} == unit ]] || { set_up_models_of_scans && set_up_adapters; }
            ;;
        check | lock | e2e) set_up development ;;
        bundle)
            set_up laptop weights
            make_portable_llama
            ;;
        setup)
            set_up laptop
            [[ ${2:-} != ocr ]] || set_up ocr
            ;;
        images | deploy | undeploy | doctor) set_up commands ;;
    esac
    case $1 in
        test | check | lock | e2e | bundle | images | deploy | undeploy | doctor) umask "$USUAL_UMASK" ;;
    esac
}

# bench [--with-peers] [chain|readers|ocr|search|engine|soak|cluster [ARGS]]: the engines to compare with are made here, for they have
# an environment of their own.
bench() {
    local arguments=() argument peers=
    for argument in "$@"; do
        if [[ $argument == --with-peers ]]; then peers=1; else arguments+=("$argument"); fi
    done
    set -- ${arguments[@]+"${arguments[@]}"} # an empty array is unset to the older bash of macOS
    [[ -z $peers ]] || wants_help "$@" || set_up_peers >&2
    case ${1:-} in
        chain | readers | ocr | search | engine | soak | cluster | -h | --help) hand_over bench "$@" ;;
        *) [[ -n $peers && -z ${1:-} ]] || fail "there are seven benchmarks: ./build.sh bench chain | readers | ocr | search | engine | soak | cluster" ;;
    esac
}

# hand_over COMMAND [ARGS]: set up what it needs, and let Python do the rest. The caller's folder stays, for paths are
# relative to it; what set-up says goes to standard error where the command's own output may be JSON.
hand_over() {
    if ! wants_help "$@"; then
        if [[ $1 == bench || $1 == eval || " $* " == *" --json "* ]]; then set_up_for "$@" >&2; else set_up_for "$@"; fi
        [[ $1 != bundle ]] || set -- "$@" --engine "$(portable_llama_wheel)"
    fi
    with_python
    exec "$PYTHON" -m cli "$@"
}

# A shell asks what completes a word (cli/commands/completion.py); where nothing is set up, nothing does.
complete_word() {
    ! compgen -G "$VENV/.done-packages-*" >/dev/null || exec "$PYTHON" -m cli
}

# Former names of settings are still read.
rename_setting() {
    [[ -n ${!1:-} ]] || return 0
    printf 'build.sh: %s is the former name of a setting: write %s\n' "$1" "$2" >&2
    [[ -n ${!2:-} ]] || export "$2=${!1}"
    unset "$1"
}

# PORT is honoured, or refused, but never ignored; where a MiniRAG runs already, the command compares it.
check_environment() {
    case $1 in
        run | up | down | status | upload | watch | ask | search | mcp | documents | delete | reindex | failures | event | web | completion) ;;
        *) [[ -z ${PORT:-} ]] || fail_in "$1" "PORT is $PORT, and this command takes no port: unset it" ;;
    esac
    [[ $1 != run && $1 != up ]] || check_port "$@"
    [[ -z ${MINIRAG_PYTHON:-} ]] || any_python >/dev/null
    rename_setting EMBED_MODEL EMBEDDER
    rename_setting GENERATE_MODEL GENERATOR
    whole_path EMBEDDER
    whole_path GENERATOR
}

# A model's relative path is meant from the caller's folder, which the functions do not run in.
whole_path() {
    case ${!1:-} in
        hf:* | /*) ;;
        *.gguf) export "$1=$PWD/${!1}" ;;
    esac
}

fail_in() {
    printf 'build.sh %s: %s\n' "$@" >&2
    exit 1
}

# The port of run and up, looked at before a set-up of some minutes; the runtime reads it again.
check_port() {
    local command=$1 port=${PORT:-8080} where="variable PORT"
    shift
    while (($#)); do
        case $1 in
            --port) port=${2:-} where="argument --port" ;;
            --port=*) port=${1#*=} where="argument --port" ;;
        esac
        shift
    done
    if [[ ! $port =~ ^[0-9]{1,5}$ ]] || ((10#$port < 1 || 10#$port > 65534)); then
        fail_in "$command" "$where: '$port' is no port: give a number from 1 to 65534; the one after it is the Broker's"
    fi
}

main() {
    local command=${1:---help}
    shift || true
    [[ -z ${_MINIRAG_COMPLETE:-} ]] || { complete_word; return; }
    case $command in
        -h | --help | help) usage && return ;;
        --version) sed -n 's/^version = "\([^"]*\)".*/MiniRAG \1/p' "$ROOT/pyproject.toml" && return ;;
    esac
    [[ -n $(lines_about "$command") ]] || fail "there is no command $command: ./build.sh --help lists them"
    if wants_help "$@"; then
        can_say_help "$command" || { help_before_set_up "$command"; return; }
    else
        check_environment "$command" "$@"
    fi
    if [[ $command == bench ]]; then bench "$@"; else hand_over "$command" "$@"; fi
}

main "$@"
