# shellcheck shell=bash
# Help on one command. Sourced by build.sh; what the list of commands says is in $COMMANDS.

wants_help() {
    local argument
    for argument in "$@"; do
        [[ $argument == --help || $argument == -h ]] && return 0
    done
    return 1
}

# The commands say all of their arguments themselves, with packages that set-up brings; those of `commands` are few.
can_say_help() {
    local role roles=(laptop evaluation development)
    [[ $1 =~ ^(run|event|mcp|bench|eval)$ ]] || roles+=(commands)
    for role in "${roles[@]}"; do
        [[ ! -e $(packages_stamp "$role") ]] || return 0
    done
    return 1
}

# lines_about COMMAND: those of the list of commands; none for what is no command
lines_about() {
    awk -v command="$1" '
        /^  [a-z]/ {
            told = 0
            count = split(substr($0, 3, 22), names, / [|] /)
            for (i = 1; i <= count; i++) { split(names[i], words, " "); if (words[1] == command) told = 1 }
        }
        /^$/ { told = 0 }
        told' "$COMMANDS"
}

help_before_set_up() {
    printf 'usage: ./build.sh COMMAND [ARGS]\n\n%s\n\n' "$(lines_about "$1")"
    say "More is not told yet, for its packages are not set up here: ./build.sh up does that, and ./build.sh doctor for the"
    say "commands about a cluster. After it, ./build.sh $1 --help names every argument."
}
