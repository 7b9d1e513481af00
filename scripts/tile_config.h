// Given by -include to the compiler of llama.cpp's C++ files (llama.cmake). For processors with AMX, and GCC.
//
// GCC's _tile_loadconfig (before 11.5, 12.4, 13.3 and 14) says that it reads 8 bytes of the configuration, while ldtilecfg
// reads 64. So an optimising compiler leaves out the stores of the tiles' rows and columns, the tiles have none, and the
// first tile instruction is an illegal one. Here the instruction names all 64 bytes; where the compiler is right, nothing
// changes.
#if defined(__AMX_TILE__) && defined(__GNUC__) && !defined(__clang__)
#include <immintrin.h>
#define _tile_loadconfig(config) __asm__ volatile("ldtilecfg\t%X0" ::"m"(*(const char (*)[64])(config)))
#endif
