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
NO_VARIANT=3         # model.autotune's status when llama.cpp, as it was built, computes nothing here
STEP_TICKER=

# shellcheck source=scripts/native.sh
source "$ROOT/scripts/native.sh"
# shellcheck source=scripts/bundle.sh
source "$ROOT/scripts/bundle.sh"

say() { printf '%s\n' "$*"; }

fail() {
    printf 'build.sh: %s\n' "$*" >&2
    exit 1
}

interrupted() {
    [[ -z $STEP_TICKER ]] || kill "$STEP_TICKER" 2>/dev/null || true
    printf '\n' && fail "interrupted: repeat the command, and it goes on where it was"
}

# set_up ROLE [weights]: make what is missing, with the packages of requirements/ROLE.txt; one set-up at a time for each
# MINIRAG_HOME
set_up() {
    mkdir -p "${SETUP_LOG%/*}" 2>/dev/null || fail "cannot write to $MINIRAG_HOME: choose another MINIRAG_HOME"
    open_bundle
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
    has_chosen_python && all_installed "$1" && { [[ ${2:-} != weights ]] || weights_ready; }
}

# Commands that only talk to a running MiniRAG need the packages, and no other set-up.
with_python() {
    compgen -G "$VENV/.done-packages-*" >/dev/null ||
        fail "MiniRAG is not set up here: ./build.sh up does that"
}

make_environment() {
    local python
    [[ -x $PYTHON && -x $VENV/bin/pip ]] && has_chosen_python && return
    python=$(find_python) || exit
    need_space "$MINIRAG_HOME" "$SETUP_MEGABYTES" MINIRAG_HOME
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        as_root_with_apt || fail "Python cannot make virtual environments: install its venv package (python3-venv on Debian)"
        step "installing python3-venv" apt_install python3-venv || stop_after
    fi
    step "virtual environment ($("$python" --version))" "$python" -m venv --clear "$VENV" || stop_after
}

# MINIRAG_PYTHON, or a bundle, may want another one than the virtual environment has.
has_chosen_python() {
    local tell='import sys; print(sys.version)' chosen
    [[ -n ${MINIRAG_PYTHON:-} || -n ${MINIRAG_BUNDLE:-} ]] || return 0
    chosen=$(find_python) || exit
    [[ -x $PYTHON && $("$chosen" -c "$tell") == "$("$PYTHON" -c "$tell")" ]]
}

# A Python for which the packages are locked, or packed in the bundle.
find_python() {
    if bundled; then
        first_python "$(bundle_python)" "$(bundle_python)" "The bundle"
    else
        any_python
    fi
}

any_python() { first_python 11 14 MiniRAG; }

# first_python OLDEST NEWEST WHO: a name on PATH may be a shim that cannot run, so each is tried
first_python() {
    local candidate status newer='' candidates=(python3.13 python3.12 python3.11 python3.14 python3) wanted="3.$1 to 3.$2"
    local ask="import sys; minor = sys.version_info[1]; sys.exit(2 * (minor < $1) + 3 * (minor > $2))"
    [[ $1 != "$2" ]] || wanted=3.$1
    [[ -z ${MINIRAG_PYTHON:-} ]] || candidates=("$MINIRAG_PYTHON")
    for candidate in "${candidates[@]}"; do
        status=0
        "$candidate" -c "$ask" 2>/dev/null || status=$?
        ((status == 0)) && printf '%s' "$candidate" && return
        ((status != 3)) || newer=$candidate
    done
    [[ -z ${MINIRAG_PYTHON:-} ]] || fail "MINIRAG_PYTHON is $MINIRAG_PYTHON, which is no Python $wanted: name another one"
    [[ -z $newer ]] ||
        fail "$3 needs Python $wanted, and $newer is newer: install one of these beside it, or name one by MINIRAG_PYTHON=/path/to/python3"
    fail "$3 needs Python $wanted: install it, or name one by MINIRAG_PYTHON=/path/to/python3"
}

# need_space FOLDER MEGABYTES VARIABLE: the variable is what would name another folder
need_space() {
    local free
    free=$(df -Pk "$1" | awk 'NR == 2 { print int($4 / 1024) }')
    ((free >= $2)) || fail "$1 has $free MB free and set-up needs $2: make room, or choose another $3"
}

make_packages() {
    local role
    all_installed "$1" && return
    need_space "$MINIRAG_HOME" "$SETUP_MEGABYTES" MINIRAG_HOME
    [[ $1 == commands ]] || install_llama
    for role in $(roles "$1"); do
        need_bundled "$role"
        step "packages ($role)" install_role "$role" || stop_after
        write_stamp "$(packages_stamp "$role")" "$(packages_key "$role")"
    done
}

install_role() {
    if bundled; then install_from_bundle; else pip_install --require-hashes -r "$ROOT/requirements/$1.txt"; fi
}

install_llama() {
    local wheel
    [[ $(stamp_of "$VENV/.done-llama") != "$(llama_key)" ]] || return 0
    make_llama
    wheel=$(llama_wheel)
    step "llama-cpp-python" pip_install --force-reinstall --no-deps --no-index "$wheel" || stop_after
    ! bundled || install_bundled_libraries
    write_stamp "$VENV/.done-llama" "$(llama_key)"
    write_stamp "$MINIRAG_HOME/gpu" "$(gpu)"
}

# The locks to install for a role: a laptop needs Weaviate's client only where STORE_URL names one.
roles() {
    say "$1"
    [[ $1 == commands || ${STORE_URL:-} != weaviate:* ]] || say cluster
}

all_installed() {
    local role
    for role in $(roles "$1"); do installed "$role" || return 1; done
}

make_weights() {
    local started=$SECONDS
    ! weights_ready || return 0
    say "weights of the models:"
    "$PYTHON" -m model.prepare >>"$SETUP_LOG" || fail "the weights could not be prepared, see above; repeat when that is mended"
    fit_weights "$1"
    mkdir -p "$WEIGHTS" && write_stamp "$WEIGHTS/.done" "$(weights_key)"
    say "weights of the models ... $((SECONDS - started)) s"
    "$PYTHON" -m model.choice
}

# When nothing computes, llama.cpp is built once more without the instructions that only this processor has; when that
# is of no help either, the sentence that model.autotune ended with is the last one.
fit_weights() {
    local status=0
    "$PYTHON" -m model.autotune || status=$?
    if ((status == NO_VARIANT)) && ! baseline && ! bundled; then
        say "llama.cpp fails on this processor's own instructions: it is built once more without them, and will be slower"
        write_stamp "$MINIRAG_HOME/baseline" "$(native_key)"
        make_packages "$1"
        status=0
        "$PYTHON" -m model.autotune || status=$?
    fi
    ((status != NO_VARIANT)) || exit 1
    ((status == 0)) || fail "the weights could not be fitted to this processor, see above; repeat when that is mended"
}

installed() { [[ -x $PYTHON && $(stamp_of "$(packages_stamp "$1")") == "$(packages_key "$1")" ]]; }
weights_ready() { [[ $(stamp_of "$WEIGHTS/.done") == "$(weights_key)" ]]; }

# Keys say what a finished step was done for; cksum is on every system and fast.
packages_key() { cat "$ROOT/requirements/$1.txt" <(llama_key) | cksum; }
weights_key() { cat "$ROOT"/model/*.{toml,py} <(llama_key) <(chosen_models) | cksum; }
chosen_models() { printf '%s' "${EMBEDDER:+embedder $EMBEDDER}" "${GENERATOR:+generator $GENERATOR}"; }

packages_stamp() { printf '%s' "$VENV/.done-packages-$1"; }
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
    elif grep -q 'DO NOT MATCH THE HASHES' "$SETUP_LOG"; then
        fail "a package is not the one that its lock in requirements/ names (see above): the index gave another file; try another index by PIP_INDEX_URL, and repeat"
    fi
    fail "the last step failed (see above, and $SETUP_LOG); correct it and repeat"
}
