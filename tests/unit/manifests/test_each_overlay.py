"""What each overlay is for, and that it does that."""

import pytest

from cli.cluster.knative_requests import REQUESTS
from tests.unit.manifests.base_manifests import ROOT, Manifest, container, cores, named, pod, scaling, size
from tests.unit.manifests.kustomize import render
from tests.unit.manifests.overlays import OVERLAYS, find, function, is_function, pods

pytestmark = pytest.mark.slow

# Cores that Serving, Eventing, Kourier, Calico and the cluster's DNS request by their manifests, and as doctor advises.
KNATIVE_ITSELF = 2.23 + 0.2
QUEUE_PROXY = 0.025  # cores, beside each instance of a function


def only(name: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("overlay", [name], indirect=True)


def settings(overlay: list[Manifest]) -> dict[str, str]:
    return dict(find(overlay, "ConfigMap", "minirag").document["data"])


def requests(overlay: list[Manifest]) -> list[tuple[int, dict[str, str]]]:
    """Return how many instances there may be of each pod, and what one of them requests."""
    functions = [one for one in overlay if is_function(one)]
    made = [(int(scaling(one)["max-scale"]), container(one)["resources"]["requests"]) for one in functions]
    stores = [one.spec["template"]["spec"]["containers"] for one in overlay if one.kind == "StatefulSet"]
    return made + [(1, one["resources"]["requests"]) for containers in stores for one in containers]


@pytest.mark.parametrize("overlay", ["microk8s", "testbed", "observe", "gpu"], indirect=True)
def test_everything_at_its_largest_fits_a_node_of_four_cores_and_eight_gigabytes(overlay: list[Manifest]) -> None:
    needed = requests(overlay)
    proxies = QUEUE_PROXY * sum(int(scaling(one)["max-scale"]) for one in overlay if is_function(one))

    assert sum(count * cores(one["cpu"]) for count, one in needed) + proxies + KNATIVE_ITSELF <= 4
    assert sum(count * size(one["memory"]) for count, one in needed) <= size("4608Mi")


@only("microk8s")
@pytest.mark.parametrize("batch", ["embed-documents", "split"])
def test_the_work_on_documents_yields_to_eventing_and_to_questions(overlay: list[Manifest], batch: str) -> None:
    """A node that is busy shares its cores by what the pods request."""
    requested = {one.name: cores(container(one)["resources"]["requests"]["cpu"]) for one in overlay if is_function(one)}

    assert requested[batch] < cores(dict(pair.split("=") for pair in REQUESTS.split(","))["cpu"])
    assert requested[batch] <= min(requested[name] for name in ("gateway", "embed-questions", "search", "prompt"))


@only("microk8s")
def test_the_settings_name_the_services_of_the_stores(overlay: list[Manifest]) -> None:
    given = settings(overlay)

    assert given["STORE_URL"] == "weaviate://weaviate:8080?grpc=50051"
    assert (given["BLOBS_URL"], given["AWS_ENDPOINT_URL"]) == ("s3://minirag", "http://s3:7070")


@only("microk8s")
@pytest.mark.parametrize("store", ["weaviate", "s3"])
def test_a_store_asks_for_the_default_storage_class(overlay: list[Manifest], store: str) -> None:
    (claim,) = find(overlay, "StatefulSet", store).spec["volumeClaimTemplates"]

    assert "storageClassName" not in claim["spec"]


@only("testbed")
@pytest.mark.parametrize("store", ["weaviate", "s3"])
def test_the_testbed_has_a_volume_for_each_claim(overlay: list[Manifest], store: str) -> None:
    (claim,) = find(overlay, "StatefulSet", store).spec["volumeClaimTemplates"]
    volume = find(overlay, "PersistentVolume", f"minirag-{store}").spec
    folders = (ROOT / "knative" / "overlays" / "testbed" / "folders.sh").read_text()

    assert volume["claimRef"] == {"namespace": "minirag", "name": f"data-{store}-0"}
    assert claim["spec"]["storageClassName"] == volume["storageClassName"] == ""
    assert claim["spec"]["resources"]["requests"]["storage"] == volume["capacity"]["storage"]
    assert volume["hostPath"]["path"] in folders


@only("testbed")
def test_the_testbed_pulls_from_its_own_registry_alone(overlay: list[Manifest]) -> None:
    images = {one["image"] for spec in pods(overlay).values() for one in spec["containers"]}
    stores = {"localhost:32000/weaviate:1.35.2", "localhost:32000/versitygw:v1.0.14"}

    assert images == {"minirag-light", "minirag-model"} | stores


@only("production")
def test_in_production_events_are_kept_in_kafka(overlay: list[Manifest]) -> None:
    broker = find(overlay, "Broker", "default")

    assert broker.document["metadata"]["annotations"] == {"eventing.knative.dev/broker.class": "Kafka"}
    assert broker.spec["config"]["name"] == "kafka-broker-config"
    assert broker.spec["delivery"] == named("Broker", "default").spec["delivery"]


@only("production")
def test_in_production_functions_may_post_to_kafkas_receiver(overlay: list[Manifest]) -> None:
    rules = find(overlay, "NetworkPolicy", "functions").spec["egress"]
    pods_in_eventing = [
        peer["podSelector"]["matchLabels"]
        for rule in rules
        for peer in rule["to"]
        if peer.get("namespaceSelector") == {"matchLabels": {"kubernetes.io/metadata.name": "knative-eventing"}}
    ]

    assert pods_in_eventing == [{"app": "kafka-broker-receiver"}]


@only("production")
@pytest.mark.parametrize("name", ["gateway", "embed-questions", "search", "prompt"])
def test_in_production_a_question_meets_a_warm_instance_on_another_node_too(overlay: list[Manifest], name: str) -> None:
    budget = find(overlay, "PodDisruptionBudget", "questions").spec

    assert int(scaling(function(overlay, name))["min-scale"]) == 2
    assert name in budget["selector"]["matchExpressions"][0]["values"]


@only("production")
@pytest.mark.parametrize("name", ["store", "fail", "reconcile", "remember"])
def test_in_production_what_must_be_alone_stays_alone(overlay: list[Manifest], name: str) -> None:
    assert scaling(function(overlay, name))["max-scale"] == "1"


@only("gpu")
def test_one_card_is_asked_for_by_generate_alone(overlay: list[Manifest]) -> None:
    asking = {one.name for one in overlay if is_function(one) and "nvidia.com/gpu" in str(container(one)["resources"])}
    generate = function(overlay, "generate")

    assert asking == {"generate"}
    assert container(generate)["resources"]["limits"]["nvidia.com/gpu"] == "1"
    assert pod(generate)["runtimeClassName"] == "nvidia"
    assert container(generate)["image"] == "minirag-model-cuda"


@only("gpu")
def test_a_new_revision_does_not_wait_for_the_card_that_the_old_one_holds(overlay: list[Manifest]) -> None:
    given = scaling(function(overlay, "generate"))

    assert (given["initial-scale"], given["min-scale"], given["max-scale"]) == ("0", "0", "1")


@only("observe")
def test_the_display_gets_every_event_once(overlay: list[Manifest]) -> None:
    trigger = find(overlay, "Trigger", "display-everything").spec

    assert "filter" not in trigger
    assert "filters" not in trigger
    assert trigger["delivery"]["retry"] == 0


@only("observe")
def test_what_the_display_misses_does_not_count_as_a_failure(overlay: list[Manifest]) -> None:
    trigger = find(overlay, "Trigger", "display-everything").spec

    assert trigger["delivery"]["deadLetterSink"] == trigger["subscriber"]


@only("observe")
def test_the_display_knows_no_secret(overlay: list[Manifest]) -> None:
    display = container(function(overlay, "display"))

    assert "envFrom" not in display
    assert [one for one in display["env"] if "valueFrom" in one] == []


@only("rerank")
def test_a_stage_more_changes_nothing_that_is_there_but_one_trigger(
    overlay: list[Manifest], kustomize: tuple[str, ...]
) -> None:
    before = {str(one): one.document for one in render(kustomize, OVERLAYS / "microk8s")}
    after = {str(one): one.document for one in overlay}

    assert {name for name in before if before[name] != after[name]} == {"Trigger-prompt-found"}
    assert after.keys() - before.keys() == {"Service-rerank", "Trigger-rerank-found", "Trigger-rerank-wake"}


@only("ocr")
def test_ocr_changes_nothing_that_is_there_but_whom_the_store_of_files_lets_in(
    overlay: list[Manifest], kustomize: tuple[str, ...]
) -> None:
    before = {str(one): one.document for one in render(kustomize, OVERLAYS / "microk8s")}
    after = {str(one): one.document for one in overlay}

    assert {name for name in before if before[name] != after[name]} == {"NetworkPolicy-s3"}
    assert after.keys() - before.keys() == {
        *("ConfigMap-minirag-ocr", "Service-ocr", "Trigger-ocr-scanned", "Trigger-split-recognised")
    }


@only("ocr")
def test_ocr_yields_to_eventing_and_to_questions_as_split_does(overlay: list[Manifest]) -> None:
    """A node that is busy shares its cores by what the pods request."""
    shares = [container(function(overlay, name))["resources"]["requests"]["cpu"] for name in ("ocr", "split")]

    assert shares[0] == shares[1]


@only("rerank")
def test_each_event_of_the_passages_found_goes_to_one_function(overlay: list[Manifest]) -> None:
    filters = [find(overlay, "Trigger", name).spec["filter"] for name in ("rerank-found", "prompt-found")]
    attributes = [one["attributes"] for one in filters]

    assert [one["source"] for one in attributes] == ["/minirag/search", "/minirag/rerank"]
    assert {one["type"] for one in attributes} == {"minirag.passages.found"}


@only("rerank")
def test_the_triggers_of_prompt_differ_in_their_source_alone(overlay: list[Manifest]) -> None:
    patched, base = find(overlay, "Trigger", "prompt-found").spec, named("Trigger", "prompt-found").spec

    assert patched["filter"]["attributes"].pop("source")
    assert patched == base


@only("microk8s+weights")
@pytest.mark.parametrize("name", ["split", "embed-documents", "embed-questions", "prompt", "generate"])
def test_weights_from_a_volume_are_read_where_the_image_has_its_own(overlay: list[Manifest], name: str) -> None:
    dockerfile = (ROOT / "knative" / "images" / "model.Dockerfile").read_text()
    service = function(overlay, name)
    (mount,) = [one for one in container(service)["volumeMounts"] if one["name"] == "weights"]
    (volume,) = [one for one in pod(service)["volumes"] if one["name"] == "weights"]

    assert mount == {"name": "weights", "mountPath": "/weights", "readOnly": True}
    assert f"MINIRAG_WEIGHTS={mount['mountPath']}" in dockerfile
    assert (
        volume["persistentVolumeClaim"]["claimName"] == find(overlay, "PersistentVolumeClaim", "minirag-weights").name
    )


@only("microk8s+weights")
def test_functions_without_a_model_have_no_weights(overlay: list[Manifest]) -> None:
    light = [one for one in overlay if is_function(one) and container(one)["image"] == "minirag-light"]

    assert [one.name for one in light if len(pod(one)["volumes"]) > 1] == []


@only("microk8s+watch")
def test_what_follows_a_volume_reads_it_and_writes_its_own_state_alone(overlay: list[Manifest]) -> None:
    (watch,) = find(overlay, "Deployment", "watch").spec["template"]["spec"]["containers"]
    written = {one["name"] for one in watch["volumeMounts"] if not one.get("readOnly")}

    assert written == {"state", "tmp"}
    assert watch["args"] == ["/documents"]
    assert {"name": "MINIRAG_HOME", "value": "/state"} in watch["env"]


@only("microk8s+watch")
def test_a_volume_has_one_follower_also_while_it_is_replaced(overlay: list[Manifest]) -> None:
    spec = find(overlay, "Deployment", "watch").spec

    assert (spec["replicas"], spec["strategy"]) == (1, {"type": "Recreate"})


@only("microk8s+watch")
def test_what_follows_a_volume_calls_the_gateway_as_the_gateway_calls_embed_questions(overlay: list[Manifest]) -> None:
    watch = find(overlay, "NetworkPolicy", "watch").spec
    embeddings = find(overlay, "NetworkPolicy", "embeddings").spec
    names = find(overlay, "NetworkPolicy", "functions").spec["egress"][0]

    assert watch["egress"] == [names, *embeddings["egress"]]
    assert "ingress" not in watch


@only("microk8s+watch")
@pytest.mark.parametrize("volume", ["documents", "state"])
def test_every_volume_of_what_follows_one_has_a_claim(overlay: list[Manifest], volume: str) -> None:
    volumes = find(overlay, "Deployment", "watch").spec["template"]["spec"]["volumes"]
    (claim,) = [one["persistentVolumeClaim"]["claimName"] for one in volumes if one["name"] == volume]

    assert find(overlay, "PersistentVolumeClaim", claim).spec["resources"]["requests"]["storage"]


def test_the_image_has_what_the_command_imports() -> None:
    dockerfile = (ROOT / "knative" / "images" / "light.Dockerfile").read_text()
    let_in = (ROOT / ".dockerignore").read_text().splitlines()

    for source in ("cli/__init__.py", "cli/client", "cli/terminal", "cli/watch", "minirag"):
        assert f"COPY {source} " in dockerfile
        assert f"!{source}" in let_in
