# shellcheck shell=bash
# Set-up: Python, the virtual environment, the packages, llama.cpp for this CPU, the weights. Sourced by build.sh.
# Every step is skipped when its stamp says that it is done, and can be interrupted and repeated.

MINIRAG_HOME=${MINIRAG_HOME:-$ROOT/.minirag}
[[ $MINIRAG_HOME == /* ]] || MINIRAG_HOME=$PWD/$MINIRAG_HOME
export MINIRAG_HOME
export PYTHONPATH="$ROOT" PYTHONSAFEPATH=1 PIP_DISABLE_PIP_VERSION_CHECK=1 # the caller's folder must not shadow ours
VENV=$MINIRAG_HOME/venv
WEIGHTS=${MINIRAG_WEIGHTS:-$MINIRAG_HOME/weights}
PYTHON=$VENV/bin/python
SETUP_LOG=$MINIRAG_HOME/logs/setup.log
SETUP_MEGABYTES=1500 # what the packages and the weights need, with room for building llama.cpp
STEP_LINES=30        # of a failed step's output are shown
NO_FORM=3            # model.fit's status when llama.cpp, as it was built, computes nothing here
STEP_TICKER=

# shellcheck source=knative/door/native.sh
source "$ROOT/knative/door/native.sh"

say() { printf '%s\n' "$*"; }

fail() {
    printf 'build.sh: %s\n' "$*" >&2
    exit 1
}

interrupted() {
    [[ -z $STEP_TICKER ]] || kill "$STEP_TICKER" 2>/dev/null || true
    printf '\n' && fail "interrupted: repeat the command, and it goes on where it was"
}

# set_up REQUIREMENTS [weights]: make what is missing; one set-up at a time for each MINIRAG_HOME
set_up() {
    mkdir -p "${SETUP_LOG%/*}" 2>/dev/null || fail "cannot write to $MINIRAG_HOME: choose another MINIRAG_HOME"
    is_set_up "$@" && return
    trap interrupted INT
    take_turn "$MINIRAG_HOME"
    : >"$SETUP_LOG"
    make_environment
    make_packages "$1"
    [[ ${2:-} != weights ]] || make_weights "$1"
    exec 9>&-
    trap - INT
}

take_turn() {
    exec 9>"$1/setup.lock"
    if command -v flock >/dev/null && ! flock -n 9; then
        say "waiting for another set-up to finish"
        flock 9
    fi
}

is_set_up() {
    installed "$1" && { [[ ${2:-} != weights ]] || weights_ready; }
}

# Commands that only talk to a running MiniRAG need the packages, and no other set-up.
with_python() {
    compgen -G "$VENV/.done-*requirements.txt" >/dev/null ||
        fail "MiniRAG is not set up here: ./build.sh up does that"
}

make_environment() {
    local python
    [[ -x $PYTHON && -x $VENV/bin/pip ]] && return
    python=$(find_python) || fail "MiniRAG needs Python 3.11 or newer: install it, or name one by MINIRAG_PYTHON=/path/to/python3"
    need_space "$MINIRAG_HOME" "$SETUP_MEGABYTES" MINIRAG_HOME
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        as_root_with_apt || fail "Python cannot make virtual environments: install its venv package (python3-venv on Debian)"
        step "installing python3-venv" apt_install python3-venv || stop_after
    fi
    step "virtual environment ($("$python" --version))" "$python" -m venv --clear "$VENV" || stop_after
}

# A name on PATH may be a shim that cannot run, so each is tried.
find_python() {
    local candidate
    for candidate in ${MINIRAG_PYTHON:+"$MINIRAG_PYTHON"} python3.13 python3.12 python3.11 python3; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            printf '%s' "$candidate"
            return
        fi
    done
    return 1
}

# need_space FOLDER MEGABYTES VARIABLE: the variable is what would name another folder
need_space() {
    local free
    free=$(df -Pk "$1" | awk 'NR == 2 { print int($4 / 1024) }')
    ((free >= $2)) || fail "$1 has $free MB free and set-up needs $2: make room, or choose another $3"
}

make_packages() {
    local wheel
    installed "$1" && return
    need_space "$MINIRAG_HOME" "$SETUP_MEGABYTES" MINIRAG_HOME
    if [[ $1 != knative/* && $(stamp_of "$VENV/.done-llama") != "$(llama_key)" ]]; then
        make_llama
        wheel=$(llama_wheel)
        step "llama-cpp-python" pip_install --force-reinstall --no-deps "$wheel" || stop_after
        write_stamp "$VENV/.done-llama" "$(llama_key)"
        write_stamp "$MINIRAG_HOME/gpu" "$(gpu)"
    fi
    step "packages of $1" pip_install -r "$ROOT/$1" || stop_after
    write_stamp "$(packages_stamp "$1")" "$(packages_key)"
}

make_weights() {
    local started=$SECONDS
    ! weights_ready || return 0
    say "weights of the models:"
    "$PYTHON" -m model.prepare >>"$SETUP_LOG" || fail "the weights could not be prepared, see above; repeat when that is mended"
    fit_weights "$1"
    mkdir -p "$WEIGHTS" && write_stamp "$WEIGHTS/.done" "$(weights_key)"
    say "weights of the models ... $((SECONDS - started)) s"
}

# When nothing computes, llama.cpp is built once more without the instructions that only this processor has; when that
# is of no help either, the sentence that model.fit ended with is the last one.
fit_weights() {
    local status=0
    "$PYTHON" -m model.fit || status=$?
    if ((status == NO_FORM)) && ! baseline; then
        say "llama.cpp fails on this processor's own instructions: it is built once more without them, and will be slower"
        write_stamp "$MINIRAG_HOME/baseline" "$(native_key)"
        make_packages "$1"
        status=0
        "$PYTHON" -m model.fit || status=$?
    fi
    ((status != NO_FORM)) || exit 1
    ((status == 0)) || fail "the weights could not be fitted to this processor, see above; repeat when that is mended"
}

installed() { [[ -x $PYTHON && $(stamp_of "$(packages_stamp "$1")") == "$(packages_key)" ]]; }
weights_ready() { [[ $(stamp_of "$WEIGHTS/.done") == "$(weights_key)" ]]; }

# Keys say what a finished step was done for; cksum is on every system and fast.
packages_key() { cat "$ROOT"/requirements.txt "$ROOT"/*/requirements.txt <(llama_key) | cksum; }
weights_key() { cat "$ROOT"/model/*.{toml,py} <(llama_key) <(chosen_models) | cksum; }
chosen_models() { printf '%s' "${EMBEDDER:+embedder $EMBEDDER}" "${GENERATOR:+generator $GENERATOR}"; }

packages_stamp() { printf '%s' "$VENV/.done-${1//\//-}"; }
# A stamp is a file beside what it is about, and goes with it.
stamp_of() { cat "$1" 2>/dev/null || true; }
write_stamp() { printf '%s\n' "$2" >"$1"; }

pip_install() { "$PYTHON" -m pip install --progress-bar off "$@"; }

as_root_with_apt() { [[ $(id -u) == 0 ]] && command -v apt-get >/dev/null; }
apt_install() { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"; }

# step TEXT COMMAND...: run it quietly, say what it is and how long it took; show the end of its output when it fails
step() {
    local text=$1 started=$SECONDS status=0 output
    shift
    output=$(mktemp)
    printf '%s ... ' "$text"
    show_progress "$output" &
    STEP_TICKER=$!
    ("$@") >"$output" 2>&1 </dev/null || status=$? # a subshell, so that the trap of Ctrl-C speaks to the terminal
    { kill "$STEP_TICKER" && wait "$STEP_TICKER"; } 2>/dev/null || true
    if ((status == 0)); then
        say "$((SECONDS - started)) s"
    else
        say "failed after $((SECONDS - started)) s"
        tail -n "$STEP_LINES" "$output" >&2
    fi
    cat "$output" >>"$SETUP_LOG"
    rm -f "$output"
    return "$status"
}

# On a terminal, the newest "[12/83]" of a build is shown behind the step's text while it runs.
show_progress() {
    local counter
    [[ -t 1 ]] || return 0
    while sleep 1; do
        counter=$(grep -oE '\[[0-9]+/[0-9]+\]' "$1" 2>/dev/null | tail -n 1) || continue
        printf '%s\033[%dD' "$counter" "${#counter}"
    done
}

# stop_after: end with the one sentence that explains the newest failure
stop_after() {
    if grep -qiE 'no space left|ENOSPC' "$SETUP_LOG"; then
        fail "the disk is full: make room, or choose another MINIRAG_HOME, and repeat"
    elif grep -qiE 'name resolution|NewConnectionError|network is unreachable|connection refused|timed out' "$SETUP_LOG"; then
        fail "no network: the packages could not be fetched; connect this machine, or set PIP_INDEX_URL to a mirror, and repeat"
    fi
    fail "the last step failed (see above, and $SETUP_LOG); correct it and repeat"
}
