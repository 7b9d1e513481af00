"""The timeouts that follow from an overlay's QUESTION_DEADLINE_SECONDS, in what is deployed."""

from cli.cluster.rendering import Documents, of_kind, services_in, settings_in
from events.deadlines import SERVICES, SETTING, TRIGGERS


def follow_deadline(documents: Documents) -> None:
    """Set the timeouts of the Services and Triggers of a question's last steps as the setting wants them."""
    deadline = float(settings_in(documents)[SETTING])
    for service in services_in(documents):
        if timeout := SERVICES.get(service["metadata"]["name"]):
            service["spec"]["template"]["spec"]["timeoutSeconds"] = round(timeout(deadline))
    for trigger in of_kind(documents, "Trigger"):
        if timeout := TRIGGERS.get(trigger["metadata"]["name"]):
            trigger["spec"]["delivery"]["timeout"] = f"PT{round(timeout(deadline))}S"
