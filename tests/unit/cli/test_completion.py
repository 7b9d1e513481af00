"""./build.sh completion, and what a shell does with it"""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from cli.client.address import ROOT
from cli.group import COMPLETE, commands


def printed(*arguments: str, **environment: str) -> str:
    return CliRunner(env=environment).invoke(commands, ["completion", *arguments]).output


def test_bash_completes_what_was_typed_by_asking_the_script(tmp_path: Path) -> None:
    (tmp_path / "completion").write_text(printed("bash"))
    (tmp_path / "build.sh").write_text(f"#!/bin/sh\nexec {sys.executable} -m cli\n")
    (tmp_path / "build.sh").chmod(0o755)
    line = """source ./completion
        read -ra registered < <(complete -p build.sh)
        COMP_WORDS=(./build.sh doc) COMP_CWORD=1
        "${registered[-2]}" ./build.sh
        echo "${COMPREPLY[@]}" """
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        ["bash", "-c", line], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout == "documents doctor\n"


@pytest.mark.parametrize(
    ("shell", "call", "registered"),
    [("zsh", "zsh_complete $words[1]", "build.sh"), ("fish", "(commandline -opc)[1]", "--command build.sh")],
)
def test_a_shell_asks_the_script_by_the_word_that_was_typed(shell: str, call: str, registered: str) -> None:
    script = printed(shell)
    assert call in script
    assert registered in script
    assert "$+commands" not in script


def test_the_shell_is_that_of_the_caller() -> None:
    assert printed(SHELL="/usr/bin/fish") == printed("fish")


def test_an_unknown_shell_of_the_caller_is_told_which_there_are() -> None:
    assert printed(SHELL="/bin/dash") == "Error: name a shell: ./build.sh completion bash | zsh | fish\n"


def test_where_nothing_is_set_up_nothing_is_completed(tmp_path: Path) -> None:
    asked = {COMPLETE: "bash_complete", "COMP_WORDS": "./build.sh doc", "COMP_CWORD": "1"}
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "MINIRAG_HOME": str(tmp_path), **asked}
    done = subprocess.run([ROOT / "build.sh"], env=environment, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("", "")
