"""The environment of an instance, put together as Kubernetes does."""

import os
import re
import secrets
from collections.abc import Mapping
from pathlib import Path

from knative.local.resources import EnvFrom, EnvVar, Manifests, ServiceSpec
from knative.local.yaml_section import Refused

_REFERENCE = re.compile(r"\$(?:\$|\(([-._a-zA-Z][-._a-zA-Z0-9]*)\))")
_KEY = re.compile(r"[-._a-zA-Z0-9]+")


# Names that a shell or a framework has for purposes of its own: what they hold there is meant for no function.
_OF_THE_SHELL = re.compile(
    r"PATH|HOME|USER|LOGNAME|SHELL|PWD|OLDPWD|SHLVL|TERM|LANG|LANGUAGE|LC_.*|TZ|TMPDIR|HOSTNAME|NAME|EDITOR|DISPLAY|_"
)
_OF_THE_PROCESS = re.compile(
    r"PORT|HOST|THREADS|WORKERS|WEB_CONCURRENCY|DEBUG|FUNCTION_.*|GUNICORN_CMD_ARGS|CLOUD_RUN_.*|THREADED_.*|K_.*|CE_.*"
)
# What makes a function's end by a signal known: gunicorn's line about it, and Python's about where it was.
_TELLING = {"GUNICORN_LOG_LEVEL": "warning", "PYTHONFAULTHANDLER": "1", "PYTHONUNBUFFERED": "1"}


def service_environment(
    spec: ServiceSpec,
    found: Manifests,
    home: Path,
    overrides: Mapping[str, str],
    outside: Mapping[str, str] = os.environ,
) -> dict[str, str]:
    """Return what the manifests set for a Service, over the runtime's environment `outside`; `overrides` win.

    A setting, which is what a ConfigMap holds, is taken from outside when it is given there.
    """
    inherited = {name: value for name, value in outside.items() if not _OF_THE_PROCESS.fullmatch(name)}
    declared = {"MINIRAG_HOME": str(home), "K_SERVICE": spec.name, "K_CONFIGURATION": spec.name}
    declared["K_REVISION"] = f"{spec.name}-00001"
    for source in spec.env_from:
        declared |= _all_of(source, found, home, spec) | (
            {} if source.secret else _given(source.name, found, inherited)
        )
    for variable in spec.env:
        value = _value(variable, found, home, spec)
        if variable.config_map and variable.key in _given(variable.config_map, found, inherited):
            value = inherited[variable.key]
        if value is not None:
            declared[variable.name] = expand(value, declared)
    return {**_TELLING, **inherited, **declared, **overrides}


def _given(config_map: str, found: Manifests, inherited: Mapping[str, str]) -> dict[str, str]:
    """Return the settings of a ConfigMap that the environment outside gives another value."""
    names = (name for name in found.config_maps.get(config_map, ()) if not _OF_THE_SHELL.fullmatch(name))
    return {name: inherited[name] for name in names if inherited.get(name)}


def expand(text: str, known: Mapping[str, str]) -> str:
    """Replace $(NAME) by what is known, as Kubernetes does: an unknown one stays as it is, and $$ is a dollar sign."""

    def replace(match: re.Match[str]) -> str:
        name = match.group(1)
        return "$" if name is None else known.get(name, match.group(0))

    return _REFERENCE.sub(replace, text)


def _value(variable: EnvVar, found: Manifests, home: Path, spec: ServiceSpec) -> str | None:
    if variable.secret:
        folder = home / "secrets"
        missing = not (folder / variable.secret / variable.key).exists()
        return None if variable.optional and missing else secret_value(folder, variable.secret, variable.key)
    if not variable.config_map:
        return variable.value
    if variable.optional and variable.config_map not in found.config_maps:
        return None
    values = _config_map(found, variable.config_map, spec)
    if variable.key not in values and not variable.optional:
        raise Refused(f"Service {spec.name}: the ConfigMap {variable.config_map} has no key {variable.key}")
    return values.get(variable.key)


def _all_of(source: EnvFrom, found: Manifests, home: Path, spec: ServiceSpec) -> dict[str, str]:
    if not source.secret:
        there = source.name in found.config_maps
        return {} if source.optional and not there else _config_map(found, source.name, spec)
    folder = home / "secrets" / source.name
    if not folder.is_dir() and not source.optional:
        raise Refused(f"Service {spec.name}: there is no Secret {source.name}; its keys are the files of {folder}")
    keys = sorted(file.name for file in folder.glob("*") if file.is_file())
    return {key: secret_value(home / "secrets", source.name, key) for key in keys}


def _config_map(found: Manifests, name: str, spec: ServiceSpec) -> dict[str, str]:
    if name not in found.config_maps:
        raise Refused(f"Service {spec.name}: there is no ConfigMap {name}")
    return found.config_maps[name]


def secret_value(folder: Path, name: str, key: str) -> str:
    """Return the secret in the file `folder/name/key`; where there is none, make one of 32 random bytes in hex."""
    if not _KEY.fullmatch(name) or not _KEY.fullmatch(key) or {name, key} & {".", ".."}:
        raise Refused(f"{name}/{key} is no name of a secret")
    file = folder / name / key
    if not file.exists():
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            out.write(secrets.token_hex(32))
    return file.read_text(encoding="utf-8").strip()
