"""A port of the cluster on this machine."""

import sys
from pathlib import Path

import click
import pytest

from cli.cluster.kubectl import command
from cli.cluster.port_forward import forwarded
from tests.system import until
from tests.unit.cluster.conftest import FakeKubectl

TALKATIVE = """#!{python}
import sys, time
print("Forwarding from 127.0.0.1:4711 -> 80", flush=True)
for number in range(20_000):
    print("Handling connection for 4711", flush=True)
open({done!r}, "w").close()
time.sleep(600)
"""


def replace(cluster: FakeKubectl, program: str) -> None:
    (cluster.folder / "kubectl").write_text(program)
    command.cache_clear()


def test_a_forward_that_talks_for_each_connection_is_never_held_up(cluster: FakeKubectl, tmp_path: Path) -> None:
    done = tmp_path / "done"
    replace(cluster, TALKATIVE.format(python=sys.executable, done=str(done)))
    with forwarded("service/kourier", 80, "kourier-system") as port:
        assert port == 4711
        until(done.exists, "everything was said")


def test_a_forward_that_does_not_come_about_says_why(cluster: FakeKubectl) -> None:
    replace(cluster, f"#!{sys.executable}\nprint('error: services \"kourier\" not found')\n")
    with (
        pytest.raises(click.ClickException, match='services "kourier" not found'),
        forwarded("service/kourier", 80, "kourier-system"),
    ):
        pass
