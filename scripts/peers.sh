# shellcheck shell=bash
# The engines that `bench engine` compares ours with, in an environment of their own. Sourced by build.sh.
# They lie beside the shared wheels, so that another checkout on this machine need not fetch and build them again.

PEERS=${MINIRAG_PEERS:-${XDG_CACHE_HOME:-$HOME/.cache}/minirag/peers}
[[ $PEERS == /* ]] || PEERS=$PWD/$PEERS
export MINIRAG_PEERS=$PEERS
PEERS_PYTHON=$PEERS/venv/bin/python
PEERS_MEGABYTES=12000 # torch brings the libraries of graphics cards with it, wanted or not

# set_up_peers: make what is missing of the peers
set_up_peers() {
    peers_ready && return
    mkdir -p "$PEERS" "${SETUP_LOG%/*}" 2>/dev/null || fail "cannot write to $PEERS: choose another MINIRAG_PEERS"
    trap interrupted INT
    take_turn "$PEERS"
    : >"$SETUP_LOG"
    make_peers_environment
    make_peer_packages
    make_llama_server
    exec 9>&-
    trap - INT
}

peers_ready() { peer_packages_ready && llama_server_ready; }
peer_packages_ready() { [[ -x $PEERS_PYTHON && $(stamp_of "$PEERS/venv/.done") == "$(peer_packages_key)" ]]; }
llama_server_ready() { [[ -x $PEERS/llama-server && $(stamp_of "$PEERS/.done-llama-server") == "$(llama_key)" ]]; }
peer_packages_key() { cat "$ROOT/requirements/peers.txt" <(llama_key) | cksum; }

make_peers_environment() {
    local python
    [[ -x $PEERS_PYTHON && -x $PEERS/venv/bin/pip ]] && return
    python=$(find_python) || exit
    need_space "$PEERS" "$PEERS_MEGABYTES" MINIRAG_PEERS
    step "the peers' virtual environment" "$python" -m venv --clear "$PEERS/venv" || stop_after
}

make_peer_packages() {
    peer_packages_ready && return
    need_space "$PEERS" "$PEERS_MEGABYTES" MINIRAG_PEERS
    step "sentence-transformers with torch (some gigabytes)" \
        peer_pip install --require-hashes -r "$ROOT/requirements/peers.txt" || stop_after
    make_llama
    step "llama-cpp-python's server" peer_pip install --no-deps --no-index "$(llama_wheel)" || stop_after
    write_stamp "$PEERS/venv/.done" "$(peer_packages_key)"
}

make_llama_server() {
    llama_server_ready && return
    need_compiler
    step "building llama-server for this CPU (many minutes, once)" build_llama_server || stop_after
    write_stamp "$PEERS/.done-llama-server" "$(llama_key)"
}

# The sources inside llama-cpp-python's sdist are those that our own library is built from: the same commit.
# OpenSSL and the page of the server are left out, for neither is measured and the page would have to be downloaded.
build_llama_server() {
    local sources=$PEERS/sources
    rm -rf "$sources" && mkdir -p "$sources/sdist" || return 1
    peer_pip download --no-deps --no-binary llama-cpp-python --dest "$sources/sdist" --no-build-isolation \
        --require-hashes -r "$ROOT/requirements/engine.txt" || return 1
    tar -xzf "$sources"/sdist/*.tar.gz -C "$sources" || return 1
    local PATH=$PEERS/venv/bin:$PATH
    cmake -G Ninja -S "$sources"/llama_cpp_python-*/vendor/llama.cpp -B "$sources/build" \
        -DCMAKE_BUILD_TYPE=Release -DGGML_NATIVE=ON -DBUILD_SHARED_LIBS=OFF -DLLAMA_OPENSSL=OFF \
        -DLLAMA_BUILD_UI=OFF -DLLAMA_USE_PREBUILT_UI=OFF -DLLAMA_BUILD_TESTS=OFF -DLLAMA_BUILD_EXAMPLES=OFF \
        -DLLAMA_BUILD_APP=OFF || return 1
    NINJA_STATUS='[%f/%t] ' cmake --build "$sources/build" --target llama-server || return 1
    cp "$sources/build/bin/llama-server" "$PEERS/llama-server" && rm -rf "$sources"
}

peer_pip() { "$PEERS_PYTHON" -m pip "$1" --progress-bar off "${@:2}"; }
