"""The version of MiniRAG, of which pyproject.toml has the only number."""

import tomllib
from pathlib import Path

_PROJECT = Path(__file__).resolve().parents[1] / "pyproject.toml"  # an image has it at the same place


def version() -> str:
    """Return the version, such as "0.1.0"; a file is read for it."""
    return str(tomllib.loads(_PROJECT.read_text("utf-8"))["project"]["version"])
