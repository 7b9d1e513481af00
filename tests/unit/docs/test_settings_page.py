"""docs/settings.md names every setting of the code, with its default and who reads it."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from functions.serving.settings import Settings
from functions.sources.web_settings import WebSettings
from knative.local.flags import DEFAULT_PORT

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "settings.md").read_text()
VARIABLE = re.compile(r"[A-Z][A-Z0-9_]+")
IN_SHELL = re.compile(r"\$\{?(MINIRAG_[A-Z]+|XDG_CACHE_HOME|PORT)\b")
PACKAGES = ("functions", "model", "knative", "minirag", "cli", "bench")
SCRIPTS = (ROOT / "build.sh", *sorted((ROOT / "scripts").glob("*.sh")))
NOT_SETTINGS = {
    "SHELL",  # which the login gives
    "HOST",  # which the runtime gives each of its processes
    "HTTP_HOST",  # WSGI's word for a header
    "PYTHONPATH",  # of a process that we start
    "FORWARDED_ALLOW_IPS",  # of a server that we start
    "GOMP_SPINCOUNT",  # of a library that we load
    "K_REVISION",  # what Knative gives each pod
    "K_CE_OVERRIDES",
    "BASE",  # arguments of an image's build
    "VERSION",
}


def rows(heading: str) -> dict[str, list[str]]:
    """Return the cells of a section's table by the name in the first one."""
    section = re.split(r"^## ", PAGE, flags=re.MULTILINE)
    text = next(one for one in section if one.startswith(f"{heading}\n"))
    cells = (re.split(r" *\| +", line.strip("| ")) for line in text.splitlines() if line.startswith("| `"))
    return {first.strip("`"): rest for first, *rest in cells}


FUNCTIONS, STORES, MODELS, COMMANDS = map(rows, ("The functions", "The stores", "The models", "The commands"))
BUCKET = rows("A bucket that is followed")
WEB = rows("Pages of the web that are followed")
RUNTIME = rows("The runtime on a laptop")


def read_in(path: Path) -> Iterator[str]:
    """Yield the variables that a Python file reads by their names."""
    for node in ast.walk(ast.parse(path.read_text())):
        match node:
            case ast.Call(func=ast.Attribute(attr="get" | "setdefault"), args=[ast.Constant(value=str(name)), *_]):
                pass
            case ast.Subscript(slice=ast.Constant(value=str(name))):
                pass
            case _:
                continue
        if VARIABLE.fullmatch(name) and len(name) > 3:
            yield name


def shown(value: object) -> str:
    """Return a default as a manifest would write it."""
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def test_every_setting_of_the_functions_is_there_and_no_other() -> None:
    assert FUNCTIONS.keys() == {name.upper() for name in Settings.__struct_fields__}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_default_of_a_setting_is_that_of_the_code(name: str) -> None:
    default = shown(getattr(Settings(), name.lower()))
    assert FUNCTIONS[name][0] == (f"`{default}`" if default else "empty")


def test_the_config_map_has_the_defaults() -> None:
    documents = yaml.safe_load_all((ROOT / "knative" / "base" / "000-config.yaml").read_text())
    [given] = [one["data"] for one in documents if one["kind"] == "ConfigMap"]
    assert {name: f"`{value}`" if value else "empty" for name, value in given.items()} == {
        name: FUNCTIONS[name][0] for name in given
    }


@pytest.mark.parametrize(("name", "cells"), [*STORES.items(), *BUCKET.items(), *WEB.items(), *MODELS.items()])
def test_the_file_that_is_said_to_read_a_setting_does(name: str, cells: list[str]) -> None:
    [path] = re.findall(r"\]\(\.\./([\w/.]+)\)", cells[2])
    assert name in read_in(ROOT / path)


def test_every_variable_that_the_python_code_reads_is_there() -> None:
    known = {*FUNCTIONS, *STORES, *BUCKET, *WEB, *MODELS, *COMMANDS, *NOT_SETTINGS}
    files = [path for package in PACKAGES for path in (ROOT / package).rglob("*.py")]
    assert not {(str(path), name) for path in files for name in read_in(path) if name not in known}


def test_every_variable_that_the_scripts_read_is_there() -> None:
    found = {name for script in SCRIPTS for name in IN_SHELL.findall(script.read_text())}
    assert found - {*COMMANDS, *MODELS} == set()


def test_every_setting_of_the_commands_is_read_somewhere() -> None:
    python = {name for package in PACKAGES for path in (ROOT / package).rglob("*.py") for name in read_in(path)}
    shell = {name for script in SCRIPTS for name in IN_SHELL.findall(script.read_text())}
    assert set(COMMANDS) <= python | shell


def test_every_flag_of_the_runtime_is_there() -> None:
    command = [sys.executable, "-m", "knative.local.runtime", "--help"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert RUNTIME.keys() == set(re.findall(r"--[a-z]+", told)) - {"--help"}


def test_the_runtimes_port_is_that_of_the_code() -> None:
    assert RUNTIME["--port"][0] == f"`PORT`, or `{DEFAULT_PORT}`"
    assert COMMANDS["PORT"][0] == f"`{DEFAULT_PORT}`"


@pytest.mark.parametrize(("source", "table"), [("bucket", BUCKET), ("web", WEB)])
def test_the_config_map_of_a_source_has_its_defaults(source: str, table: dict[str, list[str]]) -> None:
    file = ROOT / "knative" / "overlays" / "components" / source / "config.yaml"
    given = yaml.safe_load(file.read_text())["data"]
    said = {name: f"`{value}`" if value else "empty" for name, value in given.items()}
    endpoint = {"BUCKET_ENDPOINT_URL": "Amazon's, in the region"} if source == "bucket" else {}
    assert said | endpoint == {name: table[name][0] for name in given}


def test_the_defaults_of_the_web_are_those_of_the_code() -> None:
    code = WebSettings()
    values = [code.hosts, code.http, code.every, code.pause, code.pages, code.gone, code.collection]
    assert [cells[0] for cells in WEB.values()] == [f"`{shown(one)}`" if one != "" else "empty" for one in values]
