"""The environment of an instance."""

import stat
from pathlib import Path

import pytest

from knative.local.environment import expand, secret_value, service_environment
from knative.local.resources import EnvFrom, EnvVar, Manifests, ServiceSpec
from knative.local.yaml_section import Refused


def _environment(home: Path, *env: EnvVar, **overrides: str) -> dict[str, str]:
    spec = ServiceSpec("default", "one", False, ("true",), env=env)
    found = Manifests(config_maps={"settings": {"COLOUR": "red"}})
    return service_environment(spec, found, home, overrides)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("$(A)/b", "x/b"), ("$(B)", "$(B)"), ("$$(A)", "$(A)"), ("$A", "$A"), ("$$$(A)", "$x"), ("$(A", "$(A")],
)
def test_references_are_expanded_as_kubernetes_does(text: str, wanted: str) -> None:
    assert expand(text, {"A": "x"}) == wanted


def test_a_later_variable_may_refer_to_an_earlier_one(tmp_path: Path) -> None:
    env = _environment(tmp_path, EnvVar("A", "1"), EnvVar("B", "$(A)$(C)"), EnvVar("C", "2"))
    assert env["B"] == "1$(C)"


def test_the_manifest_wins_over_the_runtimes_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("A", "outside")
    assert _environment(tmp_path, EnvVar("A", "inside"))["A"] == "inside"


def _settings(home: Path, outside: dict[str, str], **config: str) -> dict[str, str]:
    spec = ServiceSpec("default", "one", False, ("true",), env_from=(EnvFrom("settings"),))
    return service_environment(spec, Manifests(config_maps={"settings": config}), home, {}, outside)


def test_a_setting_given_in_the_shell_wins_over_the_config_map(tmp_path: Path) -> None:
    env = _settings(tmp_path, {"MAX_UPLOAD_BYTES": "7"}, MAX_UPLOAD_BYTES="50", SLOTS="4")
    assert (env["MAX_UPLOAD_BYTES"], env["SLOTS"]) == ("7", "4")


def test_so_does_one_that_a_service_takes_from_the_config_map_by_its_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLOUR", "blue")
    assert _environment(tmp_path, EnvVar("A", config_map="settings", key="COLOUR"))["A"] == "blue"


def test_an_empty_setting_in_the_shell_is_none(tmp_path: Path) -> None:
    assert _settings(tmp_path, {"EMBEDDER": ""}, EMBEDDER="small")["EMBEDDER"] == "small"


@pytest.mark.parametrize("name", ["HOME", "USER", "LANG", "LC_ALL", "PATH", "TERM", "PWD"])
def test_what_every_shell_has_is_no_setting(tmp_path: Path, name: str) -> None:
    assert _settings(tmp_path, {name: "shell"}, **{name: "manifest"})[name] == "manifest"


@pytest.mark.parametrize("name", ["PORT", "HOST", "WORKERS", "DEBUG", "FUNCTION_TARGET", "K_SINK", "K_CE_OVERRIDES"])
def test_what_says_how_a_function_runs_does_not_come_from_the_shell(tmp_path: Path, name: str) -> None:
    assert name not in _settings(tmp_path, {name: "shell"})


def test_any_other_variable_of_the_shell_is_passed_on(tmp_path: Path) -> None:
    assert _settings(tmp_path, {"GPU_LAYERS": "0"})["GPU_LAYERS"] == "0"


def test_a_secret_does_not_come_from_the_shell_where_there_is_one(tmp_path: Path) -> None:
    made = secret_value(tmp_path / "secrets", "stores", "STORE_PASSWORD")
    spec = ServiceSpec("default", "one", False, ("true",), env_from=(EnvFrom("stores", secret=True),))
    env = service_environment(spec, Manifests(), tmp_path, {}, {"STORE_PASSWORD": "shell"})
    assert env["STORE_PASSWORD"] == made


def test_the_flag_wins_over_the_manifest(tmp_path: Path) -> None:
    assert _environment(tmp_path, EnvVar("A", "inside"), A="flag")["A"] == "flag"


def test_a_variable_may_come_from_a_config_map(tmp_path: Path) -> None:
    assert _environment(tmp_path, EnvVar("A", config_map="settings", key="COLOUR"))["A"] == "red"


def test_a_missing_key_of_a_config_map_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="has no key SHAPE"):
        _environment(tmp_path, EnvVar("A", config_map="settings", key="SHAPE"))


def test_an_optional_key_may_be_missing(tmp_path: Path) -> None:
    assert "A" not in _environment(tmp_path, EnvVar("A", config_map="settings", key="SHAPE", optional=True))


def test_an_optional_secret_that_is_not_there_is_not_made_up(tmp_path: Path) -> None:
    assert "A" not in _environment(tmp_path, EnvVar("A", secret="door", key="key", optional=True))


def test_an_optional_secret_that_is_there_is_given(tmp_path: Path) -> None:
    made = secret_value(tmp_path / "secrets", "door", "key")
    assert _environment(tmp_path, EnvVar("A", secret="door", key="key", optional=True))["A"] == made


def _all_of(home: Path, source: EnvFrom) -> dict[str, str]:
    spec = ServiceSpec("default", "one", False, ("true",), env_from=(source,))
    return service_environment(spec, Manifests(config_maps={"settings": {"COLOUR": "red"}}), home, {})


def test_all_of_a_config_map_may_be_given(tmp_path: Path) -> None:
    assert _all_of(tmp_path, EnvFrom("settings"))["COLOUR"] == "red"


def test_all_of_a_secret_may_be_given(tmp_path: Path) -> None:
    made = secret_value(tmp_path / "secrets", "stores", "STORE_PASSWORD")
    assert _all_of(tmp_path, EnvFrom("stores", secret=True))["STORE_PASSWORD"] == made


def test_a_missing_secret_is_refused_with_the_place_where_it_belongs(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="secrets/stores"):
        _all_of(tmp_path, EnvFrom("stores", secret=True))


@pytest.mark.parametrize("secret", [True, False])
def test_a_missing_optional_source_gives_nothing(tmp_path: Path, secret: bool) -> None:
    assert "COLOUR" not in _all_of(tmp_path, EnvFrom("other", secret=secret, optional=True))


def test_a_secret_is_made_once_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    first, second = secret_value(tmp_path, "signing", "key"), secret_value(tmp_path, "signing", "key")
    assert (first, len(first)) == (second, 64)
    assert stat.S_IMODE((tmp_path / "signing" / "key").stat().st_mode) == 0o600


@pytest.mark.parametrize(("name", "key"), [("..", "a"), ("a", "../b"), ("a/b", "c"), ("", "a")])
def test_a_secret_outside_its_folder_is_refused(tmp_path: Path, name: str, key: str) -> None:
    with pytest.raises(Refused):
        secret_value(tmp_path, name, key)
