"""A look at the settings before anything starts: the functions themselves would refuse them one by one, and late."""

import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from knative.local.resources import ServiceSpec
from knative.local.yaml_section import Refused

PROGRAM = "functions.serving.settings"  # run, not imported: the runtime knows nothing of what it runs
SOURCES = "functions/"  # where those lie that read these settings


def refuse_bad_settings(
    services: Iterable[ServiceSpec], environments: Mapping[str, Mapping[str, str]], root: Path
) -> None:
    """Raise `Refused` with what the functions say of their environment; without such functions, nothing is asked."""
    ours = [spec.name for spec in services if any(part.startswith(SOURCES) for part in spec.command)]
    if not ours:
        return
    # One process for all: what differs between Services, such as their names, is no setting.
    together = {name: value for service in ours for name, value in environments[service].items()}
    command = [sys.executable, "-m", PROGRAM]
    asked = subprocess.run(
        command, cwd=root, env=together, capture_output=True, encoding="utf-8", errors="replace", check=False
    )
    if asked.returncode:
        said = asked.stderr.strip().splitlines()
        raise Refused(said[-1] if said else f"the check of the settings ended with status {asked.returncode}")
