"""Reads a Knative Service (serving.knative.dev/v1)."""

from knative.local.durations import go_seconds
from knative.local.resources import EnvFrom, EnvVar, Probe, Scaling, ServiceSpec
from knative.local.yaml_section import Section

VISIBILITY = "networking.knative.dev/visibility"
_SCALE = "autoscaling.knative.dev/"
# Annotations that steer a cluster and mean nothing on one machine, where a Service starts at zero by itself.
_IGNORED = {f"{_SCALE}{name}" for name in ("class", "initial-scale", "activation-scale", "target-burst-capacity")} | {
    f"{_SCALE}{name}" for name in ("panic-window-percentage", "panic-threshold-percentage", "scale-down-delay")
}


def read_service(namespace: str, name: str, document: Section, cores: int) -> ServiceSpec:
    """Return the Service of a manifest; `cores` bounds its instances."""
    metadata = document.section("metadata")
    visibility = metadata.mapping("labels").get(VISIBILITY, "")
    spec = document.section("spec", required=True)
    template = spec.section("template", required=True)
    template_metadata = template.section("metadata")
    template_metadata.ignore("name", "labels")
    pod = template.section("spec", required=True)
    containers = pod.sections("containers")
    if len(containers) != 1:
        raise pod.refuse("the local runtime runs exactly one container", "containers")
    pod.ignore(
        "serviceAccountName", "automountServiceAccountToken", "enableServiceLinks", "responseStartTimeoutSeconds"
    )
    _only_empty_volumes(pod)
    scaling = _scaling(template_metadata, pod.integer("containerConcurrency", 0), cores)
    timeout = float(pod.integer("timeoutSeconds", 300))
    for section in (template_metadata, pod, template, spec):
        section.close()
    command, env, env_from, probe = _container(containers[0])
    return ServiceSpec(namespace, name, visibility != "cluster-local", command, env, env_from, probe, scaling, timeout)


def _only_empty_volumes(pod: Section) -> None:
    for volume in pod.sections("volumes"):
        volume.ignore("name", "emptyDir")
        volume.close()


def _container(section: Section) -> tuple[tuple[str, ...], tuple[EnvVar, ...], tuple[EnvFrom, ...], Probe]:
    command = (*section.strings("command"), *section.strings("args"))
    if not command:
        raise section.refuse("command is missing: the local runtime ignores the image and needs the command to run")
    env = tuple(_variable(item) for item in section.sections("env"))
    env_from = tuple(_env_from(item) for item in section.sections("envFrom"))
    probe = _probe(section.section("readinessProbe"))
    section.ignore("name", "image", "imagePullPolicy", "ports", "resources", "securityContext", "volumeMounts")
    section.ignore("livenessProbe", "startupProbe")  # a crash is noticed by itself here
    section.close()
    return command, env, env_from, probe


def _variable(item: Section) -> EnvVar:
    name, source = item.text("name"), item.section("valueFrom")
    if "valueFrom" not in item:
        variable = EnvVar(name, value=item.text("value", ""))
    else:
        config, secret = source.section("configMapKeyRef"), source.section("secretKeyRef")
        chosen = secret if "secretKeyRef" in source else config
        place = {"secret" if chosen is secret else "config_map": chosen.text("name")}
        optional = chosen.boolean("optional", False)
        variable = EnvVar(name, key=chosen.text("key"), optional=optional, **place)
        chosen.close()
    source.close()
    item.close()
    return variable


def _env_from(item: Section) -> EnvFrom:
    secret = "secretRef" in item
    reference = item.section("secretRef" if secret else "configMapRef", required=True)
    source = EnvFrom(reference.text("name"), secret, reference.boolean("optional", False))
    reference.close()
    item.close()
    return source


def _probe(section: Section) -> Probe:
    get = section.section("httpGet")
    path = get.text("path", "/") if "httpGet" in section else ""
    get.ignore("port", "scheme")
    section.ignore("tcpSocket", "failureThreshold", "successThreshold", "timeoutSeconds")
    probe = Probe(path, section.integer("periodSeconds", 0) or 0.05, section.integer("initialDelaySeconds", 0))
    get.close()
    section.close()
    return probe


def _scaling(metadata: Section, concurrency: int, cores: int) -> Scaling:
    section = metadata.section("annotations")
    for key in section.entries:
        if key in _IGNORED or not key.startswith(_SCALE):
            section.ignore(key)
    if section.text(f"{_SCALE}metric", "concurrency") != "concurrency":
        raise section.refuse("the local runtime scales by concurrency only", f"{_SCALE}metric")
    try:
        scaling = _read_scaling(section, concurrency, cores)
    except ValueError as error:
        raise section.refuse(str(error)) from error
    section.close()
    return scaling


def _read_scaling(section: Section, concurrency: int, cores: int) -> Scaling:
    def read(name: str, default: str) -> str:
        return section.text(f"{_SCALE}{name}", default)

    most, least = int(read("max-scale", "0")), int(read("min-scale", "0"))
    target = float(read("target", str(concurrency or 100)))
    return Scaling(
        concurrency=concurrency,
        target=min(target, concurrency) if concurrency else target,
        utilization=float(read("target-utilization-percentage", "70")) / 100,
        min_scale=least,
        max_scale=max(1, least, min(most, cores) if most else cores),
        window=go_seconds(read("window", "60s")),
        retention=go_seconds(read("scale-to-zero-pod-retention-period", "0s")),
    )
