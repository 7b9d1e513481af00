# Read by llama-cpp-python's build right after its project() (CMAKE_PROJECT_llama_cpp_INCLUDE). The package forces the
# cached LLAMA_BUILD_COMMON to ON; a normal variable of that name hides it (CMP0126, CMP0077). Of llama.cpp only the
# libraries libllama and libggml are used here, so half of the files need not be compiled.
set(LLAMA_BUILD_COMMON OFF)
