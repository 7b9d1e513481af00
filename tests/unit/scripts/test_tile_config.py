"""AMX code keeps the stores that fill in the tiles' configuration, whatever the compiler thinks that the load reads."""

import platform
import shutil
import subprocess
from pathlib import Path

import pytest

from scripts.tile_stores import disassembled, main, missing_stores

pytestmark = pytest.mark.slow

HEADER = Path(__file__).parents[3] / "scripts" / "tile_config.h"
# As llama.cpp has it (ggml-cpu/amx/mmq.cpp), in fewer lines.
SOURCE = """
#include <cstdint>
#include <immintrin.h>
struct tile_config_t {
    uint8_t palette_id = 0, start_row = 0, reserved_0[14] = {0};
    uint16_t colsb[16] = {0};
    uint8_t rows[16] = {0};
};
inline void ggml_tile_config_init(void) {
    static thread_local bool done = false;
    if (done) return;
    alignas(64) tile_config_t tc = {};
    tc.palette_id = 1;
    for (int tile = 0; tile < 8; tile++) {
        tc.rows[tile] = tile < 2 ? 8 : 16;
        tc.colsb[tile] = tile == 2 || tile == 3 ? 32 : 64;
    }
    _tile_loadconfig(&tc);
    done = true;
}
void use() { ggml_tile_config_init(); }
"""
FLAGS = ["-O3", "-mamx-tile", "-mamx-int8"]
WIDE = ["-mavx512f", "-mavx512bw", "-mavx512vl", "-mavx512dq"]  # as the variant for Sapphire Rapids is compiled


def lacking() -> str:
    """Return what this machine lacks to compile for AMX and to look at the result, "" for nothing."""
    if platform.machine() != "x86_64":
        return "only x86-64 has AMX"
    if not shutil.which("g++") or not shutil.which("objdump"):
        return "no g++ or no objdump here"
    version = subprocess.run(["g++", "-dumpversion"], check=True, capture_output=True, text=True).stdout
    return "" if int(version.split(".")[0]) >= 11 else f"g++ {version.strip()} knows no AMX"


needs_compiler = pytest.mark.skipif(bool(lacking()), reason=lacking() or "it is all here")


def compiled(folder: Path, *flags: str) -> Path:
    (folder / "source.cpp").write_text(SOURCE)
    target = folder / "source.o"
    subprocess.run(["g++", *FLAGS, *flags, "-c", str(folder / "source.cpp"), "-o", str(target)], check=True)
    return target


@needs_compiler
@pytest.mark.parametrize("wide", [[], WIDE], ids=["sse", "avx512"])
def test_with_our_header_rows_and_columns_are_stored_before_the_load(tmp_path: Path, wide: list[str]) -> None:
    found = missing_stores(disassembled(str(compiled(tmp_path, "-include", str(HEADER), *wide))))
    assert found == [[]]


@needs_compiler
def test_without_amx_the_header_is_empty(tmp_path: Path) -> None:
    done = subprocess.run(["g++", "-E", "-P", str(HEADER)], check=True, capture_output=True, text=True)
    assert not done.stdout.strip()


# What GCC 12.2 makes of the source without the header, and with it.
WRONG = """
  17:\tmovaps %xmm0,-0x40(%rsp)
  1c:\tmovb   $0x1,-0x40(%rsp)
  21:\tldtilecfg -0x40(%rsp)
"""
RIGHT = """
  33:\tmov    %rax,-0x10(%rsp)
  38:\tvmovdqa %xmm0,-0x30(%rsp)
  3e:\tldtilecfg -0x40(%rsp)
"""


@pytest.mark.parametrize(("listing", "missing"), [(WRONG, [["columns", "rows"]]), (RIGHT, [[]]), ("", [])])
def test_a_load_without_its_stores_is_seen(listing: str, missing: list[list[str]]) -> None:
    assert missing_stores(listing) == missing


@needs_compiler
def test_the_command_says_what_a_library_has(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = main([str(compiled(tmp_path, "-include", str(HEADER)))])
    assert (status, "rows and columns are stored" in capsys.readouterr().out) == (0, True)


def test_a_file_that_is_no_code_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "absent.so")]) == 1
    assert capsys.readouterr().err.startswith("error: ")


def test_the_header_is_beside_the_file_that_gives_it_to_the_compiler_in_the_images_too() -> None:
    root = HEADER.parents[1]
    lines = (root / "knative/images/model.Dockerfile").read_text().splitlines()
    (copied,) = [line for line in lines if line.startswith("COPY") and "llama.cmake" in line]
    assert "scripts/tile_config.h" in copied
    assert "!scripts/tile_config.h" in (root / ".dockerignore").read_text().splitlines()
