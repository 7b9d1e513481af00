# Read by llama-cpp-python's build right after its project() (CMAKE_PROJECT_llama_cpp_INCLUDE). Normal variables hide the
# cached ones and the options of the same name (CMP0126, CMP0077).
#   MINIRAG_PORTABLE  ON: libraries for every generation of processors, of which each machine loads its best
#   MINIRAG_GPU       vulkan or cuda: the same, and a library for graphics cards, passed over where no driver is installed
# Without either: for the very processor that builds.

# The package forces the cached one to ON. Of llama.cpp only the libraries libllama and libggml are used here, so half of
# the files need not be compiled.
set(LLAMA_BUILD_COMMON OFF)

if(MINIRAG_PORTABLE OR MINIRAG_GPU)
    set(GGML_NATIVE OFF)
    set(GGML_BACKEND_DL ON)
    set(GGML_CPU_ALL_VARIANTS ON)
    set(CMAKE_INSTALL_BINDIR llama_cpp/lib) # beside the other libraries, where model/llama.py has them looked for
endif()
if(MINIRAG_GPU)
    string(TOUPPER "GGML_${MINIRAG_GPU}" backend)
    set(${backend} ON)
endif()
