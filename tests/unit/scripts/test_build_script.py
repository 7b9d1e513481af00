"""build.sh itself: its words, and what it says when a machine lacks something."""

import os
import subprocess
from pathlib import Path

import pytest

from cli.client.address import ROOT
from tests.unit.scripts.build_script import Runner, add_tool, only_line


def test_an_unknown_command_says_where_the_commands_are(run: Runner) -> None:
    assert only_line(run("fly")) == "build.sh: there is no command fly: ./build.sh --help lists them"


@pytest.mark.parametrize("command", ["images", "deploy", "undeploy", "doctor", "e2e"])
def test_a_cluster_command_needs_python_and_nothing_else(run: Runner, command: str) -> None:
    assert only_line(run(command)).startswith("build.sh: MiniRAG needs Python 3.11 to 3.14")


@pytest.mark.parametrize("command", ["status", "ask", "upload", "down"])
def test_a_command_before_any_set_up_says_how_to_set_up(run: Runner, command: str) -> None:
    assert only_line(run(command)) == "build.sh: MiniRAG is not set up here: ./build.sh up does that"


@pytest.mark.parametrize("arguments", [[], ["--json"], ["speed"]])
def test_a_benchmark_that_is_not_there_names_those_that_are(run: Runner, arguments: list[str]) -> None:
    every = "chain | readers | ocr | search | engine | soak | cluster"
    expected = f"build.sh: there are seven benchmarks: ./build.sh bench {every}"
    assert only_line(run("bench", *arguments)) == expected


@pytest.mark.parametrize("arguments", [["--with-peers"], ["engine", "--with-peers", "--json"]])
def test_peers_are_made_in_a_folder_of_their_own_before_anything_is_measured(
    run: Runner, home: Path, tools: Path, arguments: list[str]
) -> None:
    add_tool(tools, "python3", "exit 0")
    add_tool(tools, "df", "printf 'Filesystem 1024-blocks Used Available\\n/dev/a 100 80 20480\\n'")
    assert f"{home}/.cache/minirag/peers has 20 MB free and set-up needs 12000" in only_line(run("bench", *arguments))


def test_peers_that_are_there_are_not_made_again(run: Runner, home: Path) -> None:
    peers = home / "peers"
    (peers / "venv/bin").mkdir(parents=True)
    for program in (peers / "venv/bin/python", peers / "llama-server"):
        program.touch(0o755)
    sourced = f"ROOT={ROOT}; source {ROOT}/scripts/setup.sh; source {ROOT}/scripts/peers.sh"
    stamps = 'peer_packages_key >"$PEERS/venv/.done"; llama_key >"$PEERS/.done-llama-server"'
    settings = {"PATH": os.environ["PATH"], "HOME": str(home), "MINIRAG_PEERS": str(peers)}
    subprocess.run(["bash", "-c", f"{sourced}; {stamps}"], env=settings, check=True)
    result = run("bench", "--with-peers", MINIRAG_PEERS=str(peers))
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")


def test_no_python_at_all_is_one_sentence(run: Runner) -> None:
    assert "MiniRAG needs Python 3.11 to 3.14" in only_line(run("test"))


def test_a_python_too_old_is_one_sentence(run: Runner, tools: Path) -> None:
    add_tool(tools, "python3", "exit 2  # as find_python's question is answered by an old one")
    assert "MiniRAG needs Python 3.11 to 3.14: install it" in only_line(run("test"))


def test_a_python_too_new_is_one_sentence_that_names_it(run: Runner, tools: Path) -> None:
    add_tool(tools, "python3", "exit 3  # as find_python's question is answered by one too new")
    assert "MiniRAG needs Python 3.11 to 3.14, and python3 is newer" in only_line(run("test"))


def test_a_fitting_python_is_taken_before_one_too_new(run: Runner, tools: Path) -> None:
    add_tool(tools, "python3", "exit 3")
    add_tool(tools, "python3.12", "exit 0")
    add_tool(tools, "df", "printf 'Filesystem 1024-blocks Used Available\\n/dev/a 100 80 20480\\n'")
    assert "has 20 MB free and set-up needs" in only_line(run("test"))


def test_a_chosen_python_that_is_not_there_is_an_error_even_after_set_up(run: Runner, home: Path) -> None:
    test_a_finished_wheel_of_another_checkout_is_not_built_again(run, home)
    told = only_line(run("test", MINIRAG_PYTHON="/nonexistent"))
    assert told == "build.sh: MINIRAG_PYTHON is /nonexistent, which is no Python 3.11 to 3.14: name another one"


def test_a_changed_lock_is_installed_anew(run: Runner, home: Path) -> None:
    test_a_finished_wheel_of_another_checkout_is_not_built_again(run, home)
    (stamp,) = (home / "kept/venv").glob(".done-packages-*")
    assert run("test", "unit").stdout == ""
    stamp.write_text("of another lock")
    assert "packages (development) ..." in run("test", "unit").stdout


def test_a_laptop_gets_weaviates_client_only_when_its_store_is_there(run: Runner, home: Path) -> None:
    source = f"ROOT={ROOT}; MINIRAG_HOME={home}/kept; source {ROOT}/scripts/setup.sh; roles laptop"
    found = {}
    for store in ("", "sqlite:///a", "weaviate://127.0.0.1:8080"):
        settings = {"PATH": os.environ["PATH"], "HOME": str(home), "STORE_URL": store}
        done = subprocess.run(["bash", "-c", source], env=settings, capture_output=True, text=True, check=True)
        found[store.partition(":")[0]] = done.stdout.split()
    assert found == {"": ["laptop"], "sqlite": ["laptop"], "weaviate": ["laptop", "cluster"]}


def test_a_full_disk_is_one_sentence_before_anything_is_made(run: Runner, tools: Path, home: Path) -> None:
    add_tool(tools, "python3", "exit 0")
    add_tool(tools, "df", "printf 'Filesystem 1024-blocks Used Available\\n/dev/a 100 80 20480\\n'")
    assert "has 20 MB free and set-up needs" in only_line(run("test"))
    assert not (home / "kept/venv").exists()


def test_a_home_that_cannot_be_written_is_one_sentence(run: Runner, home: Path) -> None:
    (home / "file").touch()
    assert "cannot write to" in only_line(run("test", MINIRAG_HOME=str(home / "file/below")))


@pytest.mark.parametrize("command", ["run", "up", "test", "status", "doctor"])
def test_a_named_python_that_is_none_is_an_error(run: Runner, tools: Path, command: str) -> None:
    add_tool(tools, "python3", "exit 0")
    told = only_line(run(command, MINIRAG_PYTHON="/nonexistent"))
    assert told == "build.sh: MINIRAG_PYTHON is /nonexistent, which is no Python 3.11 to 3.14: name another one"


@pytest.mark.parametrize("setting", ["EMBEDDER", "GENERATOR"])
def test_another_model_in_the_environment_has_weights_of_its_own_to_prepare(home: Path, setting: str) -> None:
    source = f"ROOT={ROOT}; MINIRAG_HOME={home}/kept; source {ROOT}/scripts/setup.sh; weights_key"
    settings = {"PATH": os.environ["PATH"], "HOME": str(home)}
    keys = [
        subprocess.run(["bash", "-c", source], env=settings | more, capture_output=True, text=True, check=True).stdout
        for more in ({}, {setting: "small"}, {setting: "large"})
    ]
    assert len(set(keys)) == 3


def test_what_set_up_makes_is_for_its_owner_alone(run: Runner, home: Path, tools: Path) -> None:
    run("test")
    assert (home / "kept").stat().st_mode & 0o777 == 0o700


def test_no_network_is_one_sentence(run: Runner, tools: Path, home: Path) -> None:
    venv = home / "kept/venv/bin"
    venv.mkdir(parents=True)
    add_tool(venv, "python", "echo 'Failed to establish a new connection: NewConnectionError' >&2; exit 1")
    (venv / "pip").symlink_to(venv / "python")
    add_tool(tools, "c++", "exit 0")
    result = run("test")
    assert result.returncode == 1
    assert result.stderr.splitlines()[-1].startswith("build.sh: no network: the packages could not be fetched")


def test_a_package_with_another_hash_is_one_sentence(run: Runner, tools: Path, home: Path) -> None:
    test_a_finished_wheel_of_another_checkout_is_not_built_again(run, home)
    (home / "kept/venv/.done-packages-development").unlink()
    add_tool(home / "kept/venv/bin", "python", "echo 'THESE PACKAGES DO NOT MATCH THE HASHES' >&2; exit 1")
    assert "a package is not the one that its lock in requirements/ names" in run("test").stderr.splitlines()[-1]


def test_no_compiler_says_what_to_install(run: Runner, tools: Path, home: Path) -> None:
    venv = home / "kept/venv/bin"
    venv.mkdir(parents=True)
    for name in ("python", "pip"):
        add_tool(venv, name, "exit 0")
    assert "no C++ compiler: install one" in only_line(run("test"))


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("vulkan", "MINIRAG_GPU=vulkan needs Vulkan's headers"),
        ("cuda", "MINIRAG_GPU=cuda needs NVIDIA's CUDA toolkit"),
        ("metal", "MINIRAG_GPU is metal: give vulkan, cuda, or none"),
    ],
)
def test_a_kind_of_card_that_cannot_be_built_for_says_what_is_missing(
    run: Runner, home: Path, kind: str, told: str
) -> None:
    venv = home / "kept/venv/bin"
    venv.mkdir(parents=True)
    for name in ("python", "pip"):
        add_tool(venv, name, "exit 0")
    assert told in only_line(run("test", MINIRAG_GPU=kind))


@pytest.mark.parametrize(("chosen", "kind"), [("", "vulkan"), ("cuda", "cuda"), ("none", "")])
def test_the_kind_of_card_is_remembered_until_another_is_chosen(home: Path, chosen: str, kind: str) -> None:
    (home / "kept").mkdir()
    (home / "kept/gpu").write_text("vulkan\n")
    source = f"ROOT={ROOT}; MINIRAG_HOME={home}/kept; source {ROOT}/scripts/setup.sh; gpu"
    settings = {"PATH": os.environ["PATH"], "HOME": str(home), "MINIRAG_GPU": chosen}
    result = subprocess.run(["bash", "-c", source], env=settings, capture_output=True, text=True, check=True)
    assert result.stdout == kind


def test_a_finished_wheel_of_another_checkout_is_not_built_again(run: Runner, home: Path) -> None:
    source = f"ROOT={ROOT}; MINIRAG_HOME={home}/kept; source {ROOT}/scripts/setup.sh; llama_key"
    settings = {"PATH": os.environ["PATH"], "HOME": str(home)}
    key = subprocess.run(["bash", "-c", source], env=settings, capture_output=True, text=True, check=True).stdout
    wheel = home / ".cache/minirag/wheels" / key / "llama_cpp_python-any.whl"
    wheel.parent.mkdir(parents=True)
    wheel.touch()
    venv = home / "kept/venv/bin"
    venv.mkdir(parents=True)
    for name in ("python", "pip"):
        add_tool(venv, name, "exit 0")
    assert f"llama.cpp for this CPU: already built ({wheel})" in run("test").stdout


def test_what_is_done_is_not_done_again(run: Runner, home: Path) -> None:
    test_a_finished_wheel_of_another_checkout_is_not_built_again(run, home)
    assert run("test", "unit").stdout == ""


def test_langchain_and_llamaindex_that_cannot_be_installed_leave_out_the_tests_of_the_examples_alone(
    run: Runner, home: Path
) -> None:
    test_a_finished_wheel_of_another_checkout_is_not_built_again(run, home)
    result = run("test")
    assert result.stdout.splitlines()[-1].endswith("are not set up: the tests of examples/ will be skipped")
    assert result.returncode == 0


def test_langchain_and_llamaindex_that_are_there_are_not_installed_again(run: Runner, home: Path) -> None:
    test_a_finished_wheel_of_another_checkout_is_not_built_again(run, home)
    add_tool(home / "kept/adapters/bin", "python", "exit 1")
    source = f"ROOT={ROOT}; MINIRAG_HOME={home}/kept; source {ROOT}/scripts/setup.sh; source {ROOT}/scripts/adapters.sh"
    settings = {"PATH": os.environ["PATH"], "HOME": str(home)}
    subprocess.run(
        ["bash", "-c", f'{source}; write_stamp "$ADAPTERS/.done" "$(adapters_key)"'], env=settings, check=True
    )
    assert run("test").stdout == ""


FAKE_PYTHON = """
echo "$*" >>"$CALLS"
case "$*" in
    *"-m venv"*) mkdir -p "${@: -1}/bin" && cp "$0" "${@: -1}/bin/python" ;;
    *"pip download"*) mkdir -p "$MADE/sources" && touch "$MADE/sources/llama.tar.gz" ;;
    *"pip wheel"*) mkdir -p "$MINIRAG_HOME/wheels.new" && touch "$MINIRAG_HOME/wheels.new/llama.whl" ;;
esac
"""


def test_llama_cpp_is_built_with_our_settings_from_a_source_that_was_checked_by_its_hash(home: Path) -> None:
    kept = home / "kept"
    (kept / "venv/bin").mkdir(parents=True)
    add_tool(kept / "venv/bin", "python", FAKE_PYTHON)
    line = f"ROOT={ROOT}; source {ROOT}/scripts/setup.sh; PORTABLE=1 build_llama"
    settings = {"PATH": os.environ["PATH"], "HOME": str(home), "MINIRAG_HOME": str(kept)}
    settings |= {"CALLS": str(home / "calls"), "MADE": str(kept / "build-tools")}
    subprocess.run(["bash", "-c", line], env=settings, check=True)
    made, tools, source, wheel = (home / "calls").read_text().splitlines()
    assert "-m venv" in made
    assert f"--require-hashes -r {ROOT}/requirements/build.txt" in tools
    assert "--require-hashes" in source
    assert f"-r {ROOT}/requirements/engine.txt" in source
    assert "--no-index" in wheel
    assert "-C cmake.define.MINIRAG_PORTABLE=ON" in wheel
    assert wheel.endswith("/sources/llama.tar.gz")
