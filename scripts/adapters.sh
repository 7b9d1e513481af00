# shellcheck shell=bash
# LangChain and LlamaIndex, for the tests of examples/, in an environment of their own. Sourced by build.sh.

ADAPTERS=$MINIRAG_HOME/adapters
ADAPTERS_PYTHON=$ADAPTERS/bin/python
ADAPTERS_MEGABYTES=600

# set_up_adapters: make what is missing. Without a network those tests are skipped, and say so; no others are.
set_up_adapters() {
    adapters_ready || bundled || { has_room_for_adapters && make_adapters; } ||
        say "LangChain and LlamaIndex are not set up: the tests of examples/ will be skipped"
}

adapters_ready() { [[ -x $ADAPTERS_PYTHON && $(stamp_of "$ADAPTERS/.done") == "$(adapters_key)" ]]; }
adapters_key() { cksum <"$ROOT/requirements/adapters.txt"; }
has_room_for_adapters() { (need_space "$MINIRAG_HOME" "$ADAPTERS_MEGABYTES" MINIRAG_HOME); }

make_adapters() {
    step "LangChain and LlamaIndex, for the tests of examples/" install_adapters &&
        write_stamp "$ADAPTERS/.done" "$(adapters_key)"
}

install_adapters() {
    "$PYTHON" -m venv --clear "$ADAPTERS" &&
        "$ADAPTERS_PYTHON" -m pip install --progress-bar off --require-hashes -r "$ROOT/requirements/adapters.txt"
}
