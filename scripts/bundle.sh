# shellcheck shell=bash
# Set-up from a bundle: one file with llama.cpp for every processor, the packages and the weights, for a machine without a
# compiler or a network. MINIRAG_BUNDLE names it, and is remembered until MINIRAG_BUNDLE=none. Sourced by setup.sh.

BUNDLE=$MINIRAG_HOME/bundle # what was unpacked, but for the weights

bundled() { [[ -f $BUNDLE/bundle.json && -z $(gpu) ]]; }

open_bundle() {
    local unpacker
    case ${MINIRAG_BUNDLE:-} in
        '') return ;;
        none) rm -rf "$BUNDLE" ;;
        *)
            unpacker=$(any_python) || exit
            "$unpacker" -m scripts.open_bundle "$MINIRAG_BUNDLE" "$BUNDLE" "$WEIGHTS" || exit
            ;;
    esac
}

# What a bundle was packed for: Python's minor version, and the roles.
bundle_python() { cat "$BUNDLE/python"; }

need_bundled() {
    ! bundled || grep -qx "$1" "$BUNDLE/roles" ||
        fail "the bundle has no packages of the role $1: one that is made by ./build.sh bundle --all has"
}

install_from_bundle() {
    pip_install --no-index --find-links "$BUNDLE/packages" --require-hashes -r "$BUNDLE/packages.txt"
}

# llama.cpp's threads need libgomp, which comes with a compiler and is often missing where there is none.
install_bundled_libraries() {
    local folder
    "$PYTHON" -c 'import ctypes; ctypes.CDLL("libgomp.so.1")' 2>/dev/null && return
    folder=$("$PYTHON" -c 'import sysconfig; print(sysconfig.get_path("platlib"))')/llama_cpp/lib
    [[ ! -d $BUNDLE/libraries ]] || cp "$BUNDLE"/libraries/* "$folder/"
}

# The wheel to be packed, beside this machine's own one.
make_portable_llama() { PORTABLE=1 MINIRAG_GPU=none make_llama; }
portable_llama_wheel() { PORTABLE=1 MINIRAG_GPU=none llama_wheel; }
