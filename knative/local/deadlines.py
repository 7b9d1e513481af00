"""The timeouts that follow from QUESTION_DEADLINE_SECONDS, where this machine sets another than the manifests."""

from collections.abc import Mapping
from dataclasses import replace

from events.deadlines import SERVICES, SETTING, TRIGGERS
from knative.local.resources import Manifests


def follow_deadline(found: Manifests, given: Mapping[str, str]) -> None:
    """Set the timeouts of a question's last steps as the setting in `given` wants them, if there is one.

    A value that is no number is left to the functions, which refuse it by name.
    """
    try:
        deadline = float(given.get(SETTING, ""))
    except ValueError:
        return
    for name, timeout in SERVICES.items():
        if service := found.services.get(name):
            found.services[name] = replace(service, timeout=timeout(deadline))
    for name, timeout in TRIGGERS.items():
        if (trigger := found.triggers.get(name)) and trigger.delivery:
            found.triggers[name] = replace(trigger, delivery=replace(trigger.delivery, timeout=timeout(deadline)))
