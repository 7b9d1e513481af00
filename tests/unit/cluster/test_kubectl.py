"""Calls of kubectl, and what their troubles become."""

from pathlib import Path

import click
import pytest

from cli.cluster import kubectl
from tests.unit.cluster.conftest import FakeKubectl


def test_an_object_that_is_not_there_is_none(cluster: FakeKubectl) -> None:
    cluster.answer("get ksvc gateway", "")
    assert kubectl.get("ksvc", "gateway") is None


def test_a_list_is_its_items(cluster: FakeKubectl) -> None:
    cluster.listed("pods", {"a": 1}, {"b": 2})
    assert kubectl.get("pods") == [{"a": 1}, {"b": 2}]


def test_an_empty_list_is_empty_although_kubectl_prints_nothing(cluster: FakeKubectl) -> None:
    cluster.answer("get pods", "")
    assert kubectl.get("pods") == []


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("dial tcp 127.0.0.1:6443: connect: connection refused", "is it running"),
        ("error: current-context is not set", "let KUBECONFIG name"),
        ('pods is Forbidden: User "me" cannot list', "does not allow you"),
        ("error: You must be logged in (Unauthorized)", "still valid"),
    ],
)
def test_a_known_trouble_says_what_to_do(cluster: FakeKubectl, said: str, wanted: str) -> None:
    cluster.fail("get pods", said)
    with pytest.raises(kubectl.KubectlError) as raised:
        kubectl.get("pods")
    assert said in raised.value.message
    assert wanted in raised.value.message


def test_without_kubectl_that_of_microk8s_is_taken(
    cluster: FakeKubectl, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (cluster.folder / "kubectl").rename(cluster.folder / "microk8s")
    monkeypatch.setenv("PATH", str(cluster.folder))
    assert kubectl.command() == ("microk8s", "kubectl")


def test_with_neither_a_sentence_says_so(cluster: FakeKubectl, monkeypatch: pytest.MonkeyPatch) -> None:
    (cluster.folder / "kubectl").unlink()
    monkeypatch.setenv("PATH", str(cluster.folder))
    with pytest.raises(click.ClickException, match="neither kubectl nor microk8s"):
        kubectl.command()
