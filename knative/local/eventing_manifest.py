"""Reads Broker, Trigger, PingSource and SinkBinding (eventing.knative.dev/v1, sources.knative.dev/v1)."""

import base64
import zoneinfo

from knative.local.durations import iso_seconds
from knative.local.filters import trigger_filter
from knative.local.resources import BindingSpec, BrokerSpec, Delivery, Destination, PingSpec, TriggerSpec
from knative.local.schedule import check_schedule
from knative.local.yaml_section import Section


def read_broker(namespace: str, name: str, document: Section) -> BrokerSpec:
    spec = document.section("spec")
    spec.ignore("config")  # which channel carries the events is a cluster's choice
    delivery = _delivery(spec)
    spec.close()
    return BrokerSpec(namespace, name, delivery)


def read_trigger(namespace: str, name: str, document: Section) -> TriggerSpec:
    spec = document.section("spec", required=True)
    matches, subscriber = trigger_filter(spec), destination(spec, "subscriber")
    trigger = TriggerSpec(
        namespace, name, spec.text("broker"), matches, subscriber, _delivery(spec), f"{document.file}:{document.line}"
    )
    spec.close()
    return trigger


def read_ping(namespace: str, name: str, document: Section) -> PingSpec:
    spec = document.section("spec", required=True)
    schedule, timezone = spec.text("schedule", "* * * * *"), spec.text("timezone", "UTC")
    try:
        zoneinfo.ZoneInfo(timezone)
        check_schedule(schedule)
    except (ValueError, OSError, zoneinfo.ZoneInfoNotFoundError) as error:
        raise spec.refuse(f"schedule {schedule!r} in {timezone!r} cannot be read: {error}") from error
    data = spec.text("data", "").encode() or base64.b64decode(spec.text("dataBase64", ""))
    overrides = _extensions(spec)
    sink = destination(spec, "sink")
    ping = PingSpec(namespace, name, schedule, timezone, data, spec.text("contentType", ""), overrides, sink)
    spec.close()
    return ping


def read_binding(document: Section) -> BindingSpec:
    spec = document.section("spec", required=True)
    subject = spec.section("subject", required=True)
    if subject.text("kind") != "Service":
        raise subject.refuse("the local runtime binds sinks to Knative Services only", "kind")
    subject.ignore("apiVersion", "namespace")
    name = subject.text("name")
    binding = BindingSpec(name, destination(spec, "sink"), _extensions(spec), f"{document.file}:{document.line}")
    subject.close()
    spec.close()
    return binding


def destination(spec: Section, key: str) -> Destination:
    """Return the `ref` and `uri` at `key`; raise `Refused` when they name nothing that is callable here."""
    section = spec.section(key, required=True)
    where = f"{section.file}:{section.line}"
    uri = section.text("uri", "")
    if "ref" not in section:
        if not uri.startswith("http://"):
            raise section.refuse("needs a ref, or a uri that starts with http://")
        section.close()
        return Destination("URL", uri, "", where)
    ref = section.section("ref")
    kind, name = ref.text("kind"), ref.text("name")
    if kind not in ("Service", "Broker"):
        raise ref.refuse("must be Service or Broker", "kind")
    ref.ignore("apiVersion", "namespace")
    ref.close()
    section.close()
    return Destination(kind, name, "/" + uri.lstrip("/"), where)


def _delivery(spec: Section) -> Delivery | None:
    if "delivery" not in spec:
        return None
    section = spec.section("delivery")
    policy, delay = section.text("backoffPolicy", ""), _seconds(section, "backoffDelay")
    if policy not in ("", "exponential", "linear"):
        raise section.refuse("must be exponential or linear", "backoffPolicy")
    delivery = Delivery(
        retry=section.integer("retry", 0),
        policy=policy or "exponential",
        delay=(delay or 0.0) if policy else 0.0,  # Knative waits only when both fields are given
        timeout=_seconds(section, "timeout"),
        retry_after_max=_seconds(section, "retryAfterMax"),
        dead_letter=destination(section, "deadLetterSink") if "deadLetterSink" in section else None,
    )
    section.close()
    return delivery


def _seconds(section: Section, key: str) -> float | None:
    if key not in section:
        return None
    try:
        return iso_seconds(section.text(key))
    except ValueError as error:
        raise section.refuse(str(error), key) from error


def _extensions(spec: Section) -> dict[str, str]:
    overrides = spec.section("ceOverrides")
    extensions = overrides.mapping("extensions")
    overrides.close()
    return extensions
