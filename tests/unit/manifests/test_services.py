"""Every function's Service says what Knative's defaults get wrong."""

import re

import pytest

from tests.unit.manifests.base_manifests import (
    ROOT,
    Manifest,
    container,
    cores,
    environment,
    named,
    of_kind,
    pod,
    scaling,
    seconds,
    size,
    subscriber,
    with_ocr,
)

SERVICES = with_ocr("Service")
SOURCES = {
    "gateway": "functions/gateway/gateway.py",
    "split": "functions/ingest/split.py",
    "ocr": "functions/ingest/ocr.py",
    "embed-documents": "functions/embed.py",
    "embed-questions": "functions/embed.py",
    "store": "functions/ingest/store.py",
    "search": "functions/answer/search.py",
    "prompt": "functions/answer/prompt.py",
    "generate": "functions/answer/generate.py",
    "remember": "functions/answer/remember.py",
    "fail": "functions/care/fail.py",
    "reconcile": "functions/care/reconcile.py",
}
WITH_MODEL = {"split", "embed-documents", "embed-questions", "prompt", "generate"}

each_service = pytest.mark.parametrize("service", SERVICES, ids=str)


def test_each_function_has_one_service() -> None:
    assert sorted(service.name for service in SERVICES) == sorted(SOURCES)


@each_service
def test_command_starts_the_function_with_functions_framework(service: Manifest) -> None:
    source = SOURCES[service.name]
    target = source.rpartition("/")[2].removesuffix(".py")
    asgi = ["--asgi"] if service.name == "gateway" else []
    start = ["python", "-m", "functions_framework", "--source", source, "--target", target]

    assert container(service)["command"] == start + asgi


@each_service
def test_source_file_exists(service: Manifest) -> None:
    assert (ROOT / SOURCES[service.name]).is_file()


@each_service
def test_only_functions_with_a_model_have_the_model_image(service: Manifest) -> None:
    wanted = "model" if service.name in WITH_MODEL else "ocr" if service.name == "ocr" else "light"

    assert container(service)["image"] == f"minirag-{wanted}"


@each_service
def test_only_the_gateway_is_public(service: Manifest) -> None:
    visibility = service.document["metadata"]["labels"].get("networking.knative.dev/visibility")

    assert visibility == (None if service.name == "gateway" else "cluster-local")


@pytest.mark.parametrize("service", [one for one in SERVICES if one.name != "gateway"], ids=str)
def test_threads_are_the_concurrency_and_one_for_probes(service: Manifest) -> None:
    assert int(environment(service)["THREADS"]) == pod(service)["containerConcurrency"] + 1


def test_the_asynchronous_gateway_has_no_threads() -> None:
    assert "THREADS" not in environment(named("Service", "gateway"))


def test_the_gateway_asks_a_function_that_embeds_for_vectors() -> None:
    address = environment(named("Service", "gateway"))["EMBED_URL"]
    name = re.fullmatch(r"http://([a-z-]+)\.minirag\.svc\.cluster\.local", address)

    assert name
    assert SOURCES[name[1]] == "functions/embed.py"


def test_the_gateway_may_call_through_the_ingress() -> None:
    policy = named("NetworkPolicy", "embeddings").spec
    (rule,) = policy["egress"]
    ingress = named("NetworkPolicy", "functions").spec["ingress"][0]["from"][0]

    assert policy["podSelector"] == {"matchLabels": {"serving.knative.dev/service": "gateway"}}
    assert rule["to"] == [ingress]


def test_generate_takes_two_requests_more_than_it_has_slots() -> None:
    generate = named("Service", "generate")

    assert pod(generate)["containerConcurrency"] == int(environment(generate)["SLOTS"]) + 2


@each_service
def test_scaling_is_explicit_and_starts_at_zero(service: Manifest) -> None:
    given = scaling(service)

    assert given.keys() == {
        "min-scale",
        "max-scale",
        "target",
        "target-utilization-percentage",
        "window",
        "scale-to-zero-pod-retention-period",
    }
    assert given["min-scale"] == "0"


@pytest.mark.parametrize("service", [one for one in SERVICES if one != named("Service", "gateway")], ids=str)
def test_scaling_target_is_the_hard_limit_of_a_step(service: Manifest) -> None:
    assert int(scaling(service)["target"]) == pod(service)["containerConcurrency"]


def test_the_gateway_has_no_hard_limit_behind_which_its_page_and_probes_would_wait() -> None:
    assert pod(named("Service", "gateway"))["containerConcurrency"] == 0


@pytest.mark.parametrize("name", ["store", "generate", "fail", "reconcile"])
def test_function_that_must_be_alone_has_one_instance(name: str) -> None:
    assert scaling(named("Service", name))["max-scale"] == "1"


def test_reconcile_does_one_thing_at_a_time() -> None:
    assert pod(named("Service", "reconcile"))["containerConcurrency"] == 1


@pytest.mark.parametrize("trigger", of_kind("Trigger"), ids=str)
def test_a_function_may_take_as_long_as_its_trigger_waits(trigger: Manifest) -> None:
    allowed = pod(named("Service", subscriber(trigger)))["timeoutSeconds"]

    assert seconds(trigger.spec["delivery"]["timeout"]) <= allowed <= 600


@each_service
def test_probes_ask_the_function(service: Manifest) -> None:
    probes = container(service)

    assert probes["readinessProbe"] == {"httpGet": {"path": "/readyz"}, "periodSeconds": 0}
    assert probes["livenessProbe"]["httpGet"] == {"path": "/healthz"}


@each_service
def test_container_fits_the_restricted_pod_security_level(service: Manifest) -> None:
    assert container(service)["securityContext"] == {
        "runAsNonRoot": True,
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
        "seccompProfile": {"type": "RuntimeDefault"},
    }
    assert pod(service)["automountServiceAccountToken"] is False


@each_service
def test_read_only_container_can_write_to_tmp(service: Manifest) -> None:
    (volume,) = pod(service)["volumes"]
    mounts = container(service)["volumeMounts"]

    assert "emptyDir" in volume
    assert mounts == [{"name": volume["name"], "mountPath": "/tmp"}]  # noqa: S108 - a path in a container


@each_service
def test_settings_come_from_the_config_map_and_the_secret(service: Manifest) -> None:
    references = {entry["name"]: entry["valueFrom"] for entry in container(service)["env"] if "valueFrom" in entry}

    assert container(service)["envFrom"][0] == {"configMapRef": {"name": named("ConfigMap", "minirag").name}}
    assert references["SIGNING_KEY"] == {"secretKeyRef": {"name": "minirag", "key": "signing"}}


@each_service
def test_only_the_gateway_knows_the_key_of_its_callers(service: Manifest) -> None:
    keys = [entry["valueFrom"] for entry in container(service)["env"] if entry["name"] == "API_KEY"]
    optional = {"secretKeyRef": {"name": "minirag", "key": "api-key", "optional": True}}

    assert keys == ([optional] if service.name == "gateway" else [])


@each_service
def test_limits_are_not_below_the_requests(service: Manifest) -> None:
    resources = container(service)["resources"]
    requests, limits = resources["requests"], resources["limits"]

    assert cores(requests["cpu"]) <= cores(limits["cpu"])
    assert size(requests["memory"]) <= size(limits["memory"])
