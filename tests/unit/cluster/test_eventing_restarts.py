"""What e2e tells of Eventing's pods in the end."""

from typing import Any

import pytest
from click.testing import CliRunner

from cli.cluster.eventing_restarts import eventing_pods, restarts_between
from cli.cluster.gateway_route import Route
from cli.commands import e2e as run_e2e
from cli.commands.e2e import e2e
from tests.unit.cluster.conftest import FakeKubectl


def pod(name: str, restarts: int = 0, code: int = 137) -> dict[str, Any]:
    last = {"terminated": {"exitCode": code, "reason": "Error"}} if restarts else {}
    return {
        "metadata": {"name": name},
        "status": {"containerStatuses": [{"restartCount": restarts, "lastState": last}]},
    }


def look(cluster: FakeKubectl, *pods: dict[str, Any]) -> None:
    cluster.listed("pods", *pods, namespace="knative-eventing")


def test_a_restart_is_told_with_its_exit_code(cluster: FakeKubectl) -> None:
    look(cluster, pod("imc-dispatcher-a", 1), pod("mt-broker-ingress-b"))
    look(cluster, pod("imc-dispatcher-a", 3), pod("mt-broker-ingress-b"))
    assert restarts_between(eventing_pods(), eventing_pods()) == [
        "imc-dispatcher-a: 2 restarts, the last one after Error with exit code 137"
    ]


def test_a_pod_in_place_of_another_is_told(cluster: FakeKubectl) -> None:
    look(cluster, pod("imc-dispatcher-a", 1))
    look(cluster, pod("imc-dispatcher-c"))
    assert restarts_between(eventing_pods(), eventing_pods()) == ["imc-dispatcher-c (a new pod): 0 restarts"]


def test_the_last_lines_of_e2e_are_the_restarts_and_its_status_is_that_of_the_tests(
    cluster: FakeKubectl, monkeypatch: pytest.MonkeyPatch
) -> None:
    look(cluster, pod("imc-dispatcher-a"))
    look(cluster, pod("imc-dispatcher-a", 1))
    monkeypatch.setattr(run_e2e, "route", lambda: Route("http://192.0.2.7", "gateway.example"))
    said = CliRunner().invoke(e2e, ["--version"])
    assert said.exit_code == 0
    assert said.output.splitlines()[-1] == "  imc-dispatcher-a: 1 restart, the last one after Error with exit code 137"
