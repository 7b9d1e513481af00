"""Where a remote source's password comes from."""

from pathlib import Path

import click
import pytest

from cli.watch.passwords import VARIABLE, password_for


@pytest.fixture(autouse=True)
def _no_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)


def test_the_variable_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "open sesame")
    assert password_for("me", "mail.example.org")() == "open sesame"


def test_a_file_has_it_and_comes_before_the_variable(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(VARIABLE, "wrong")
    (tmp_path / "password").write_text(" open sesame \n")
    assert password_for("me", "mail.example.org", tmp_path / "password")() == " open sesame "


def test_a_new_password_in_the_file_is_taken_at_the_next_login(tmp_path: Path) -> None:
    (tmp_path / "password").write_text("old")
    password = password_for("me", "mail.example.org", tmp_path / "password")
    (tmp_path / "password").write_text("new")
    assert password() == "new"


def test_one_file_may_have_the_passwords_of_several_hosts(tmp_path: Path) -> None:
    (tmp_path / "netrc").write_text("machine a.example.org login me password one\nmachine b.example.org password two\n")
    assert [password_for("me", f"{host}.example.org", tmp_path / "netrc")() for host in "ab"] == ["one", "two"]


@pytest.mark.parametrize("text", ["", "\n", "machine other.example.org password x\n", "machine a secret x y z\n"])
def test_a_file_without_it_is_named_without_what_is_in_it(tmp_path: Path, text: str) -> None:
    (tmp_path / "password").write_text(text)
    with pytest.raises(click.ClickException, match=r"password has no password|not in netrc's form") as caught:
        password_for("me", "mail.example.org", tmp_path / "password")
    assert "secret" not in caught.value.message


def test_where_there_is_none_and_nobody_to_ask_it_says_what_to_set() -> None:
    with pytest.raises(click.ClickException, match=VARIABLE):
        password_for("me", "mail.example.org")
