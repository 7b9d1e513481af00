"""The timeouts that follow from an overlay's QUESTION_DEADLINE_SECONDS, in what is deployed."""

from cli.cluster.rendering import Documents, of_kind
from events.deadlines import SERVICES, SETTING, TRIGGERS


def follow_deadline(documents: Documents) -> None:
    """Set the timeouts of the Services and Triggers of a question's last steps as the setting wants them."""
    settings = next(one["data"] for one in of_kind(documents, "ConfigMap") if one["metadata"]["name"] == "minirag")
    deadline = float(settings[SETTING])
    for service in of_kind(documents, "Service", "serving.knative.dev"):
        if timeout := SERVICES.get(service["metadata"]["name"]):
            service["spec"]["template"]["spec"]["timeoutSeconds"] = round(timeout(deadline))
    for trigger in of_kind(documents, "Trigger"):
        if timeout := TRIGGERS.get(trigger["metadata"]["name"]):
            trigger["spec"]["delivery"]["timeout"] = f"PT{round(timeout(deadline))}S"
