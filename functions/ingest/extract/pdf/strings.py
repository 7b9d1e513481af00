"""Strings and numbers that pdfium's functions write into memory of their caller's."""

import ctypes
from collections.abc import Callable
from typing import Any

from pypdfium2 import raw

from functions.ingest.extract.cleaning import clean, one_line

_MOST = 2**20  # bytes of one string


def wide_line(write: Callable[[Any, int], int]) -> str:
    """Return what a function writes as UTF-16 into a buffer of so many bytes, as one clean line; it returns the size.

    A function that is asked without a buffer says the size that it needs.
    """
    return one_line(clean(wide_text(write)))


def wide_text(write: Callable[[Any, int], int]) -> str:
    """Return what `write` writes, as it is."""
    size = min(write(None, 0), _MOST)
    if size <= 2:  # the zero at the end
        return ""
    buffer = (raw.FPDF_WCHAR * (size // 2 + 1))()
    write(buffer, size)
    return bytes(memoryview(buffer))[:size].decode("utf-16-le", "replace").partition("\0")[0]


def narrow_text(write: Callable[[Any, int], int]) -> str:
    """Return what a function writes as bytes, such as an address."""
    size = min(write(None, 0), _MOST)
    buffer = ctypes.create_string_buffer(max(size, 1))
    write(buffer, size)
    return buffer.value.decode("utf-8", "replace")
