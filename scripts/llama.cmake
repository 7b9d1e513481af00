# Read by llama-cpp-python's build right after its project() (CMAKE_PROJECT_llama_cpp_INCLUDE). Normal variables hide the
# cached ones and the options of the same name (CMP0126, CMP0077).
#   MINIRAG_PORTABLE  ON: libraries for every generation of processors, of which each machine loads its best
#   MINIRAG_GPU       vulkan or cuda: the same, and a library for graphics cards, passed over where no driver is installed
#   MINIRAG_BASELINE  ON: no instructions but those that every processor of this architecture has; slow
# Without any: for the very processor that builds.

# The package forces the cached one to ON. Of llama.cpp only the libraries libllama and libggml are used here, so half of
# the files need not be compiled.
set(LLAMA_BUILD_COMMON OFF)

# What is compiled for AMX needs it, and the rest sees an empty file.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    add_compile_options("$<$<COMPILE_LANGUAGE:CXX>:SHELL:-include \"${CMAKE_CURRENT_LIST_DIR}/tile_config.h\">")
endif()

if(MINIRAG_BASELINE)
    set(GGML_NATIVE OFF)
    foreach(instructions SSE42 AVX AVX_VNNI AVX2 BMI2 FMA F16C AVX512 AVX512_VBMI AVX512_VNNI AVX512_BF16
                         AMX_TILE AMX_INT8 AMX_BF16)
        set(GGML_${instructions} OFF)
    endforeach()
endif()
if((MINIRAG_PORTABLE OR MINIRAG_GPU) AND NOT MINIRAG_BASELINE)
    set(GGML_NATIVE OFF)
    set(GGML_BACKEND_DL ON)
    set(GGML_CPU_ALL_VARIANTS ON)
    set(CMAKE_INSTALL_BINDIR llama_cpp/lib) # beside the other libraries, where model/llama.py has them looked for
endif()
if(MINIRAG_GPU)
    string(TOUPPER "GGML_${MINIRAG_GPU}" backend)
    set(${backend} ON)
endif()
