"""The runtime's flags and the variables that they default to."""

import pytest

from knative.local.flags import Misused, parse_settings


@pytest.fixture(autouse=True)
def no_port(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PORT", raising=False)


def test_the_port_is_8080_unless_told() -> None:
    assert parse_settings([]).port == 8080


def test_the_variable_port_is_honoured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "18194")
    assert parse_settings([]).port == 18194


def test_the_flag_wins_over_the_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "18194")
    assert parse_settings(["--port", "9000"]).port == 9000


@pytest.mark.parametrize("text", ["0", "abc", "-1", "65535", "99999", "1e3", "8080.5", "", "٣"])
def test_a_port_that_is_none_is_refused_with_the_range(text: str) -> None:
    with pytest.raises(Misused, match=r"--port: .* is no port: give a number from 1 to 65534"):
        parse_settings([f"--port={text}"])


def test_a_variable_port_that_is_none_is_refused_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "abc")
    with pytest.raises(Misused, match="variable PORT: 'abc' is no port"):
        parse_settings([])


@pytest.mark.parametrize("arguments", [["--window", "soon"], ["--lose", "some"], ["--nothing"], ["--env", "A"]])
def test_any_other_flag_that_cannot_be_read_is_one_sentence(arguments: list[str]) -> None:
    with pytest.raises(Misused):
        parse_settings(arguments)
