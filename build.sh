#!/usr/bin/env bash
# Every command of MiniRAG. What each command does is in usage() below; set-up is in scripts/setup.sh.
set -euo pipefail

USUAL_UMASK=$(umask)
umask 077 # documents, answers and secrets are kept for their owner alone

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
# shellcheck source=scripts/setup.sh
source "$ROOT/scripts/setup.sh"
# shellcheck source=scripts/peers.sh
source "$ROOT/scripts/peers.sh"
# shellcheck source=scripts/help.sh
source "$ROOT/scripts/help.sh"

usage() {
    cat <<'TEXT'
usage: ./build.sh COMMAND [ARGS]        ./build.sh COMMAND --help says more about one command

  run [ARGS]            set up what is missing, start everything in the foreground; Ctrl-C stops it
  up [ARGS] | down      do what run does in the background | stop it
  status [--json]       services, triggers, the broker's queue, documents by phase
  upload PATH...        send files and folders, show progress until they are searchable
  ask "QUESTION"        stream an answer with its citations
  documents             list the documents and their state
  delete NAME|ID        remove a document
  reindex [--model M]   which embedding model answers | embed everything by another one beside it, then switch
  failures [replay ID]  list what failed and why | send one of them again
  event FILE [--to F]   sign an event, such as those in events/samples, and post it to the Broker or to a function
  test [ARGS]           set up what is missing, run every test that this machine can run (ARGS go to pytest)
  check                 formatting, lint and types
  bundle [FILE]         pack llama.cpp, all packages and the weights into one file: MINIRAG_BUNDLE=FILE ./build.sh run
                        sets up from it alone, without compiler or network
  lock [--check]        pin all packages that ours bring along, with hashes, in requirements/ | say which locks are stale
  bench chain|cluster   speed: cold starts, the chain's overhead, ingest; on this machine, or on a cluster
  bench search          a store of 100,000 passages: time of a search, recall, memory
  bench engine|soak     the engine beside others (--with-peers fetches and builds those) | under load for half an hour
  eval DATA             quality of retrieval and answers on a data set in BEIR's layout

A cluster, the one that KUBECONFIG names:
  doctor [OVERLAY]      what the cluster lacks, each with the command that mends it
  images [--push REG]   build the two images, and push them to a registry
  deploy [OVERLAY]      bring everything to the cluster and ask it a first question (default: microk8s)
  undeploy              take it away again; documents and answers stay unless told
  e2e [ARGS]            run the tests against what is deployed; it kills pods on the way (ARGS go to pytest)

Everything kept is under $MINIRAG_HOME (default: .minirag in the checkout); a built llama-cpp-python is also kept in
~/.cache/minirag/wheels, for other checkouts on this machine, and the engines to compare with in ~/.cache/minirag/peers
(MINIRAG_WHEELS, MINIRAG_WEIGHTS and MINIRAG_PEERS name other folders).
PORT is the port of run and up (default 8080). A setting, such as EMBEDDER or MAX_UPLOAD_BYTES, is taken from the environment.
MINIRAG_URL names a MiniRAG elsewhere; MINIRAG_PYTHON the Python to use; MINIRAG_BUNDLE a bundle to set up from, which is
remembered until MINIRAG_BUNDLE=none. MINIRAG_GPU=vulkan or cuda compiles llama.cpp for
graphics cards, too, and is remembered until MINIRAG_GPU=none.
TEXT
}

# Runs one command of cli/commands; it keeps the caller's folder, for paths are relative to that.
command_of_cli() {
    local module=$1
    shift
    exec "$PYTHON" -m "cli.commands.$module" "$@"
}

# The same for a command about a cluster, which needs neither models nor a compiler.
cluster() {
    local module=$1
    shift
    wants_help "$@" || set_up commands
    with_python
    umask "$USUAL_UMASK" # what is built here is also for others
    exec "$PYTHON" -m "$module" "$@"
}

# bench chain|search|engine|soak|cluster [ARGS]; --with-peers among them, or alone, also makes the engines to compare with.
# What set-up says goes to standard error, for standard output may be JSON.
bench() {
    local arguments=() argument peers=
    for argument in "$@"; do
        if [[ $argument == --with-peers ]]; then peers=1; else arguments+=("$argument"); fi
    done
    set -- ${arguments[@]+"${arguments[@]}"} # an empty array is unset to the older bash of macOS
    [[ -z $peers ]] || wants_help "$@" || set_up_peers >&2
    case ${1:-} in
        cluster) cluster bench.cluster.command "${@:2}" ;;
        chain | search | engine | soak)
            wants_help "$@" || set_up evaluation weights >&2
            with_python
            exec "$PYTHON" -m "bench.$1.command" "${@:2}"
            ;;
        -h | --help) usage ;;
        *) [[ -n $peers && -z ${1:-} ]] || fail "there are five benchmarks: ./build.sh bench chain | search | engine | soak | cluster" ;;
    esac
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
        run | up | down | status | upload | ask | documents | delete | reindex | failures | event) ;;
        *) [[ -z ${PORT:-} ]] || fail_in "$1" "PORT is $PORT, and this command takes no port: unset it" ;;
    esac
    [[ $1 != run && $1 != up ]] || check_port "$@"
    [[ -z ${MINIRAG_PYTHON:-} ]] || any_python >/dev/null
    rename_setting EMBED_MODEL EMBEDDER
    rename_setting GENERATE_MODEL GENERATOR
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

check() {
    local failed=0 scripts=("$ROOT/build.sh" "$ROOT/.ci/run" "$ROOT"/scripts/*.sh "$ROOT"/knative/overlays/*/*.sh
        "$ROOT"/tests/contract/*/*.sh)
    STEP_LINES=500
    : >"$SETUP_LOG"
    cd "$ROOT"
    step "formatting (ruff format)" "$PYTHON" -m ruff format --check . || failed=1
    step "lint (ruff)" "$PYTHON" -m ruff check . || failed=1
    step "types (mypy)" "$PYTHON" -m mypy || failed=1
    if command -v shellcheck >/dev/null; then
        step "scripts (shellcheck)" shellcheck -x "${scripts[@]}" || failed=1
    else
        say "scripts: not checked, for shellcheck is not installed"
    fi
    return "$failed"
}

main() {
    local command=${1:---help}
    shift || true
    if [[ $command =~ ^(test|check)$ ]] && wants_help "$@"; then
        "help_of_$command"
        return
    fi
    if wants_help "$@" && ! can_say_help "$command" && help_before_set_up "$command"; then
        return
    fi
    wants_help "$command" "$@" || check_environment "$command" "$@"
    case $command in
        -h | --help | help) usage ;;
        --version) sed -n 's/^version = "\([^"]*\)".*/MiniRAG \1/p' "$ROOT/pyproject.toml" ;;
        run)
            wants_help "$@" || set_up laptop weights
            with_python
            exec "$PYTHON" -m knative.local.runtime "$@"
            ;;
        up)
            wants_help "$@" || set_up laptop weights
            with_python
            command_of_cli up "$@"
            ;;
        down | status | upload | ask | documents | delete | reindex | failures | event) with_python && command_of_cli "$command" "$@" ;;
        eval)
            wants_help "$@" || set_up evaluation
            with_python
            exec "$PYTHON" -m bench.evaluation.command "$@"
            ;;
        bench) bench "$@" ;;
        test)
            set_up development weights
            umask "$USUAL_UMASK"
            cd "$ROOT" && exec "$PYTHON" -m pytest "$@"
            ;;
        check)
            set_up development
            check
            ;;
        bundle)
            if ! wants_help "$@"; then
                set_up laptop weights
                make_portable_llama
                set -- --engine "$(portable_llama_wheel)" "$@"
            fi
            with_python
            umask "$USUAL_UMASK"
            command_of_cli bundle "$@"
            ;;
        lock)
            wants_help "$@" || set_up development
            with_python
            umask "$USUAL_UMASK"
            command_of_cli lock "$@"
            ;;
        images | deploy | undeploy | doctor) cluster "cli.commands.$command" "$@" ;;
        e2e)
            wants_help "$@" || set_up development
            with_python
            umask "$USUAL_UMASK"
            command_of_cli e2e "$@"
            ;;
        *) fail "there is no command $command: ./build.sh --help lists them" ;;
    esac
}

main "$@"
