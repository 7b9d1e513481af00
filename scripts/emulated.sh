#!/usr/bin/env bash
# llama.cpp and both default models on processors that this machine does not have, by Debian's user-mode emulators:
#   scripts/emulated.sh x86-64 [CPU]   the portable build, as the images have it, on a processor without AVX (Nehalem)
#   scripts/emulated.sh arm64          cross-built, with a Python for arm64 out of Debian's packages
# Each computes a vector and eight tokens, and compares them with what this machine computes (model/smoke.py). Set-up must
# be done here. It needs qemu-user-static, and g++-aarch64-linux-gnu, cmake and ninja-build for arm64. What is built is kept in
# $MINIRAG_HOME/emulated; the first time takes 15 minutes or more.
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=scripts/setup.sh
source "$ROOT/scripts/setup.sh"
WORK=$MINIRAG_HOME/emulated
SITE=$WORK/${1:-}/site # llama-cpp-python for the emulated processor
export MINIRAG_WEIGHTS=$WEIGHTS

need() { command -v "$1" >/dev/null || fail "there is no $1: apt-get install $2"; }

# The package's source, whose Python files are the same everywhere.
unpack_source() {
    [[ -d $WORK/source ]] && return
    fetch_sources "$WORK/tools"
    rm -rf "$WORK/source.new" && mkdir "$WORK/source.new"
    tar -xzf "$WORK"/tools/sources/*.tar.gz -C "$WORK/source.new" --strip-components 1
    mv "$WORK/source.new" "$WORK/source"
}

build_x86_64() {
    [[ -d $SITE ]] && return
    make_portable_llama
    "$PYTHON" -m pip install --no-deps --no-index --target "$SITE" "$(portable_llama_wheel)"
    "$PYTHON" -m scripts.tile_stores "$SITE"/llama_cpp/lib/libggml-cpu-sapphirerapids.so
}

build_arm64() {
    local build=$WORK/arm64/build
    [[ -d $SITE ]] && return
    unpack_source
    cmake -G Ninja -S "$WORK/source/vendor/llama.cpp" -B "$build" -DCMAKE_BUILD_TYPE=Release -DBUILD_SHARED_LIBS=ON \
        -DCMAKE_SYSTEM_NAME=Linux -DCMAKE_SYSTEM_PROCESSOR=aarch64 -DCMAKE_C_COMPILER=aarch64-linux-gnu-gcc \
        -DCMAKE_CXX_COMPILER=aarch64-linux-gnu-g++ -DGGML_NATIVE=OFF -DLLAMA_BUILD_COMMON=OFF -DLLAMA_BUILD_TESTS=OFF \
        -DLLAMA_BUILD_TOOLS=OFF -DLLAMA_BUILD_EXAMPLES=OFF -DLLAMA_BUILD_SERVER=OFF -DLLAMA_CURL=OFF \
        "-DCMAKE_INSTALL_RPATH=\$ORIGIN" -DCMAKE_BUILD_WITH_INSTALL_RPATH=ON
    cmake --build "$build" --target llama
    fetch_arm64_python
    fetch_arm64_packages "$SITE.new"
    cp -R "$WORK/source/llama_cpp" "$SITE.new/"
    mkdir -p "$SITE.new/llama_cpp/lib"
    cp -L "$build"/bin/lib*.so* "$SITE.new/llama_cpp/lib/"
    mv "$SITE.new" "$SITE"
}

# Python and the libraries that it and llama.cpp need, unpacked into a folder that is the emulator's root.
fetch_arm64_python() {
    local options lists=$WORK/arm64/lists
    options=(-o APT::Architecture=arm64 -o APT::Architectures=arm64 -o "Dir::State::Lists=$lists")
    mkdir -p "$lists/partial" "$WORK/arm64/root"
    apt-get "${options[@]}" update
    (
        cd "$WORK/arm64"
        apt-get "${options[@]}" download python3.11-minimal libpython3.11-minimal libpython3.11-stdlib libc6 libstdc++6 \
            libgcc-s1 libgomp1 libexpat1 zlib1g libssl3 libffi8 libsqlite3-0 libbz2-1.0 liblzma5 libuuid1 libcrypt1
        for package in *.deb; do dpkg -x "$package" root; done
    )
}

fetch_arm64_packages() {
    local package platforms=()
    for package in manylinux_2_17 manylinux_2_27 manylinux_2_28 manylinux2014; do
        platforms+=(--platform "${package}_aarch64")
    done
    # shellcheck disable=SC2046 # a word for each package
    "$PYTHON" -m pip install --target "$1" --no-deps --only-binary=:all: --implementation cp --python-version 3.11 \
        "${platforms[@]}" diskcache typing_extensions markupsafe \
        $(grep -oE '^(numpy|msgspec|jinja2)==[^ ]+' "$ROOT/requirements.txt")
}

# run_emulated COMMAND...: a Python, and compare what it computes with this machine
run_emulated() {
    "$PYTHON" -m model.smoke >"$WORK/here.json"
    PYTHONPATH=$ROOT:$SITE "$@" -m model.smoke --against "$WORK/here.json"
}

mkdir -p "$WORK"
need "qemu-x86_64-static" qemu-user-static
case ${1:-} in
    x86-64)
        build_x86_64
        run_emulated qemu-x86_64-static -cpu "${2:-Nehalem}" "$PYTHON"
        ;;
    arm64)
        need aarch64-linux-gnu-g++ g++-aarch64-linux-gnu && need cmake cmake && need ninja ninja-build
        build_arm64
        run_emulated qemu-aarch64-static -L "$WORK/arm64/root" "$WORK/arm64/root/usr/bin/python3.11"
        ;;
    *) fail "name what to emulate: x86-64 or arm64" ;;
esac
