# shellcheck shell=bash
# llama-cpp-python, built for this CPU, or with MINIRAG_GPU for graphics cards too, and kept as a wheel. Sourced by setup.sh.

WHEELS=${MINIRAG_WHEELS:-$MINIRAG_HOME/wheels}
SHARED_WHEELS=${XDG_CACHE_HOME:-$HOME/.cache}/minirag/wheels # so that another checkout need not build again

llama_version() { sed -n 's/^llama-cpp-python==\([^ ;#]*\).*/\1/p' "$ROOT/requirements.txt"; }

# The kind of graphics card to compute on: MINIRAG_GPU, remembered for later commands; nothing for none.
gpu() {
    local chosen=${MINIRAG_GPU:-$(stamp_of "$MINIRAG_HOME/gpu")}
    [[ $chosen == none ]] || printf '%s' "$chosen"
}

# Say what a build for the chosen kind of card lacks here.
need_gpu_tools() {
    case $(gpu) in
        '') ;;
        vulkan) command -v glslc >/dev/null ||
            fail "MINIRAG_GPU=vulkan needs Vulkan's headers and its compiler of shaders: apt-get install libvulkan-dev glslc spirv-headers (Debian 13, Ubuntu 24.04 or newer)" ;;
        cuda) command -v nvcc >/dev/null || fail "MINIRAG_GPU=cuda needs NVIDIA's CUDA toolkit, with nvcc on the PATH" ;;
        *) fail "MINIRAG_GPU is $(gpu): give vulkan, cuda, or none" ;;
    esac
}

# A wheel fits one version, one CPU (its instructions are used) and one way to build it.
llama_key() { printf '%s' "$(native_key)$(baseline && printf -- '-baseline')"; }

# Whether what this CPU's own instructions were built for computed nothing here (see fit_weights): it is noted for which
# build, so that another version, processor or setting tries them again.
baseline() { [[ $(stamp_of "$MINIRAG_HOME/baseline") == "$(native_key)" ]]; }

native_key() {
    local sum
    sum=$({ uname -sm && { portable || { cpu_model && gpu; }; } && cat "$ROOT/scripts/llama.cmake" "$ROOT/scripts/tile_config.h"; } | cksum)
    printf '%s-%s' "$(llama_version)" "${sum%% *}"
}

cpu_model() {
    if [[ -r /proc/cpuinfo ]]; then
        grep -m 2 -E '^(model name|flags|Features|CPU part)' /proc/cpuinfo
    else
        sysctl -n machdep.cpu.brand_string 2>/dev/null || true
    fi
}

# Print a word when the wheel is for every processor: out of a bundle, or to be packed into one.
portable() { { [[ -n ${PORTABLE:-} ]] || bundled; } && printf 'portable'; }

# Print the path of the finished wheel; nothing and status 1 when there is none.
llama_wheel() {
    local wheel folder folders=("$WHEELS/$(llama_key)" "$SHARED_WHEELS/$(llama_key)")
    ! bundled || folders=("$BUNDLE/engine")
    for folder in "${folders[@]}"; do
        for wheel in "$folder"/*.whl; do
            [[ -f $wheel ]] && printf '%s' "$wheel" && return
        done
    done
    return 1
}

make_llama() {
    local wheel kind
    if portable >/dev/null; then kind="any processor"; else kind=$(gpu); fi
    if wheel=$(llama_wheel); then
        say "llama.cpp for ${kind:-this CPU}: already built ($wheel)"
        return
    fi
    need_gpu_tools
    need_compiler
    step "building llama.cpp for ${kind:-this CPU} (some minutes, once)" build_llama || stop_after
}

need_compiler() {
    command -v "${CXX:-c++}" >/dev/null && return
    as_root_with_apt || fail "no C++ compiler: install one (apt-get install g++, dnf install gcc-c++, xcode-select --install)"
    step "installing a C++ compiler" apt_install g++ || fail "g++ could not be installed: install a C++ compiler and repeat"
}

build_llama() {
    local new=$MINIRAG_HOME/wheels.new tools=$MINIRAG_HOME/build-tools plain=OFF
    baseline && plain=ON
    rm -rf "$new"
    fetch_sources "$tools" || return 1
    "$tools/bin/python" -m pip wheel --verbose --no-deps --no-cache-dir --no-index --no-build-isolation --wheel-dir "$new" \
        -C cmake.define.LLAVA_BUILD=OFF -C "cmake.define.MINIRAG_GPU=$(gpu)" \
        -C "cmake.define.MINIRAG_BASELINE=$plain" -C "cmake.define.MINIRAG_PORTABLE=$(portable >/dev/null && echo ON)" \
        -C "cmake.define.CMAKE_PROJECT_llama_cpp_INCLUDE=$ROOT/scripts/llama.cmake" \
        "$tools"/sources/*.tar.gz || return 1
    keep_wheel "$new" "$SHARED_WHEELS" || true # a home that cannot be written is no failure
    keep_wheel "$new" "$WHEELS" && rm -rf "$new" "$tools"
}

# fetch_sources FOLDER: the source package, and an environment with what builds it, cmake and ninja too; both are checked by
# their hashes before anything in them runs. (In one step with the build, pip would not pass the build's settings on.)
fetch_sources() {
    local maker=$PYTHON
    [[ -x $maker ]] || maker=$(find_python) || return 1
    "$maker" -m venv --clear "$1" &&
        "$1/bin/python" -m pip install --progress-bar off --require-hashes -r "$ROOT/requirements/build.txt" &&
        "$1/bin/python" -m pip download --progress-bar off --require-hashes --no-deps --no-binary llama-cpp-python \
            --no-build-isolation --dest "$1/sources" -r "$ROOT/requirements/engine.txt"
}

# Copied under another name first, so that an interruption leaves no half wheel.
keep_wheel() {
    local target
    target=$2/$(llama_key)
    mkdir -p "$2" && rm -rf "$target" && cp -R "$1" "$target.$$" && mv "$target.$$" "$target"
}
