"""./build.sh watch with addresses of mail and of WebDAV folders."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli.watch.command import watch
from cli.watch.opening import opened
from cli.watch.passwords import VARIABLE

MAIL = "imaps://ada@example.org@mail.example.org"


@pytest.fixture(autouse=True)
def password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "open sesame")


def run(*arguments: object) -> Result:
    return CliRunner().invoke(watch, [str(argument) for argument in arguments])


@pytest.mark.parametrize("option", ["--once", "--dry-run", "--unit"])
def test_a_password_in_an_address_is_refused_and_not_repeated(option: str) -> None:
    result = run(option, "imaps://ada:opensesame@mail.example.org/INBOX")
    assert result.exit_code == 1
    assert "a password in an address" in result.stderr
    assert "opensesame" not in result.output


def test_a_unit_names_the_file_of_the_password_and_not_the_password(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "secret").write_text("open sesame")
    monkeypatch.chdir(tmp_path)
    text = run("--unit", "--password-file", "secret", f"{MAIL}/INBOX").stdout
    assert f'"--password-file" "{tmp_path}/secret" "--" "{MAIL}/INBOX"' in text
    assert "sesame" not in text


@pytest.mark.parametrize(
    ("addresses", "told"),
    [
        (("imaps://mail.example.org/INBOX",), "names no user"),
        ((f"{MAIL}/INBOX", f"{MAIL}/*"), "would have the same names"),
        ((f"{MAIL}/Work", f"{MAIL}/Work"), "would have the same names"),
        (("davs://ada@a.example.org/x/Files", "davs://ada@b.example.org/y/Files"), "would have the same names"),
        (("dav://ada@cloud.example.org/Files",), "davs://"),
    ],
)
def test_what_cannot_be_followed_is_said(addresses: tuple[str, ...], told: str) -> None:
    result = run("--once", *addresses)
    assert (result.exit_code, told in result.stderr) == (1, True)


def test_a_folder_of_mail_and_one_in_it_are_followed_beside_each_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINIRAG_HOME", str(tmp_path))
    assert len(opened([f"{MAIL}/Work", f"{MAIL}/Work/2026"], [], noticing=False, polling=False)) == 2


def test_without_a_password_it_says_where_to_put_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE)
    result = run("--once", f"{MAIL}/INBOX")
    assert (result.exit_code, VARIABLE in result.stderr) == (1, True)
