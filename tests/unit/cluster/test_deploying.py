"""Applying, secrets, the way to the gateway, and taking it all away."""

import base64
import json

import pytest
from click.testing import CliRunner

from cli.cluster import gateway_route
from cli.cluster.gateway_route import route
from cli.cluster.kubectl import KubectlError
from cli.cluster.rendering import images_not_pushed, stamp
from cli.commands import deploy
from cli.commands.undeploy import undeploy
from tests.unit.cluster.conftest import FakeKubectl

WEBHOOK = 'Internal error occurred: failed calling webhook "webhook.serving.knative.dev"'


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deploy, "PAUSE", 0.0)


def test_a_webhook_that_is_not_up_yet_is_tried_again(cluster: FakeKubectl) -> None:
    cluster.fail("apply", WEBHOOK)
    cluster.answer("apply", "applied")
    deploy.apply_patiently([])
    assert len(cluster.calls()) == 2


def test_waiting_for_a_webhook_is_told_once(cluster: FakeKubectl, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(3):
        cluster.fail("apply", WEBHOOK)
    cluster.answer("apply", "applied")
    deploy.apply_patiently([])
    assert capsys.readouterr().err.count("not ready yet") == 1


def test_another_refusal_is_told_at_once(cluster: FakeKubectl) -> None:
    cluster.fail("apply", "admission webhook denied the request: wrong image")
    with pytest.raises(KubectlError, match="wrong image"):
        deploy.apply_patiently([])
    assert len(cluster.calls()) == 1


def test_a_changed_secret_changes_the_stamp_of_every_service() -> None:
    def stamped(secret: str) -> str:
        template: dict[str, object] = {"metadata": {}}
        service = {"kind": "Service", "apiVersion": "serving.knative.dev/v1", "spec": {"template": template}}
        data = {"api-key": base64.b64encode(secret.encode()).decode()}
        return json.dumps(stamp([service], [{"data": data}]))

    assert stamped("one") != stamped("two")
    assert stamped("one") == stamped("one")


def test_the_way_to_the_gateway_prefers_a_load_balancer(cluster: FakeKubectl, monkeypatch: pytest.MonkeyPatch) -> None:
    cluster.answer("get ksvc gateway", {"status": {"url": "http://gateway.minirag.example.com"}})
    kourier = {
        "spec": {"ports": [{"port": 80, "nodePort": 30080}]},
        "status": {"loadBalancer": {"ingress": [{"ip": "192.0.2.7"}]}},
    }
    cluster.answer("get service kourier", kourier)
    cluster.answer("get nodes", {"items": []})
    monkeypatch.setattr(gateway_route, "_answers", lambda *_: True)
    assert route() == gateway_route.Route("http://192.0.2.7", "gateway.minirag.example.com")


def test_the_line_to_export_names_address_host_and_key(cluster: FakeKubectl, monkeypatch: pytest.MonkeyPatch) -> None:
    way = gateway_route.Route("http://192.0.2.7", "gateway.minirag.example.com")
    monkeypatch.setattr(deploy, "route", lambda: way)
    cluster.answer("get secret minirag", {"data": {"api-key": "eQ=="}})
    wanted = "export MINIRAG_URL=http://192.0.2.7 MINIRAG_HOST=gateway.minirag.example.com MINIRAG_KEY=y"
    assert wanted in deploy.farewell(hide_key=False)
    assert deploy.reached(hide_key=True) == {"url": way.url, "host": way.host, "key": None}


def test_undeploy_stops_the_sources_before_the_functions_and_leaves_the_data(cluster: FakeKubectl) -> None:
    cluster.listed("pvc", {"metadata": {"name": "data-weaviate-0"}})
    said = CliRunner().invoke(undeploy, [])
    kinds = [call.split()[1] for call in cluster.calls() if call.startswith("delete")]
    assert kinds.index("pingsource") < kinds.index("ksvc") < kinds.index("statefulset")
    assert not {"pvc", "secret", "namespace"} & set(kinds)
    assert "left: claim data-weaviate-0" in said.output


def test_undeploy_with_data_asks_first(cluster: FakeKubectl) -> None:
    assert CliRunner().invoke(undeploy, ["--data"], input="n\n").exit_code == 1
    assert cluster.calls() == []


@pytest.mark.parametrize(
    ("image", "missing"), [("minirag-ocr", ["minirag-ocr"]), ("registry.test/minirag-ocr@sha256:1", [])]
)
def test_an_optional_part_whose_image_was_not_pushed_is_told(image: str, missing: list[str]) -> None:
    template = {"spec": {"containers": [{"image": image}]}}
    service = {"kind": "Service", "apiVersion": "serving.knative.dev/v1", "spec": {"template": template}}
    assert images_not_pushed([service]) == missing
