# shellcheck shell=bash
# Help on one command. Sourced by build.sh, whose usage() is about all of them.

wants_help() {
    local argument
    for argument in "$@"; do
        [[ $argument == --help || $argument == -h ]] && return 0
    done
    return 1
}

help_of_test() {
    cat <<'TEXT'
usage: ./build.sh test [ARGS]

Set up what is missing, then run every test that this machine can run. ARGS go to pytest: files or folders, -k WORDS,
-x to stop at the first failure, -q. (All that pytest takes: .minirag/venv/bin/python -m pytest --help.)
TEXT
}

help_of_check() {
    cat <<'TEXT'
usage: ./build.sh check

Set up what is missing, then look at formatting and lint (ruff), types (mypy) and the scripts (shellcheck, where it is
installed). Nothing is changed.
TEXT
}

# The commands say all of their arguments themselves, with packages that set-up brings; those of `commands` are few.
can_say_help() {
    local role roles=(laptop evaluation development)
    [[ $1 =~ ^(run|event|bench|eval)$ ]] || roles+=(commands)
    for role in "${roles[@]}"; do
        [[ ! -e $(packages_stamp "$role") ]] || return 0
    done
    return 1
}

# help_before_set_up COMMAND: what the list of commands says of it; fails where it says nothing
help_before_set_up() {
    local lines
    lines=$(usage | awk -v command="$1" '
        /^  [a-z]/ {
            told = 0
            count = split(substr($0, 3, 22), names, / [|] /)
            for (i = 1; i <= count; i++) { split(names[i], words, " "); if (words[1] == command) told = 1 }
        }
        /^$/ { told = 0 }
        told')
    [[ -n $lines ]] || return 1
    printf 'usage: ./build.sh COMMAND [ARGS]\n\n%s\n\n' "$lines"
    say "More is not told yet, for its packages are not set up here: ./build.sh up does that, and ./build.sh doctor for the"
    say "commands about a cluster. After it, ./build.sh $1 --help names every argument."
}
