"""`./build.sh lock`: resolve the packages of every role, for all Pythons and machines at once, with their hashes.

The locks are what set-up and the images install, with pip's --require-hashes. Beside them stands a digest of what each
was made from, so that a stale one is found without a network; not in the locks themselves, since a layer of an image is
made anew when a file that it copies changes, and the engine's takes many minutes to compile.
"""

import subprocess
import sys
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import click

from cli.client.address import ROOT

FOLDER = ROOT / "requirements"
DIRECT = ROOT / "requirements.txt"
WIDEST = "development"
# Each role with its inputs. The widest is resolved first and gives the others their versions: they share environments.
ROLES: dict[str, tuple[str, ...]] = {
    WIDEST: ("../requirements.txt", "cluster.in", "evaluation.in", "ocr.in", "development.in"),
    "laptop": ("../requirements.txt",),
    "evaluation": ("../requirements.txt", "evaluation.in"),
    "commands": ("commands.in", "watch.in"),
    "cluster": ("cluster.in",),
    "light": ("functions.in", "gateway.in", "watch.in", "cluster.in"),
    "model": ("functions.in", "model.in", "cluster.in"),
    "ocr": ("functions.in", "ocr.in", "cluster.in"),
    "prepare": ("prepare.in",),
    "engine": ("engine.in",),
    "build": ("build.in",),
    "peers": ("peers.in",),
    "adapters": ("adapters.in",),
}
OLDEST_PYTHON = "3.11"
ENGINE = (
    "llama-cpp-python"  # what it depends on is locked with the others; itself is built, and only its source has a hash
)
OF_THE_ENGINES_LAYER = ("engine", "build")  # who brings a package along stands in no lock that takes minutes to use
COMMON = (
    "--universal",
    "--generate-hashes",
    "--python-version",
    OLDEST_PYTHON,
    "--no-header",
    "--quiet",
    "--no-config",
)
MADE_FROM = FOLDER / "made-from.txt"


def lock_file(role: str) -> Path:
    """Return the path of a role's lock."""
    return FOLDER / f"{role}.txt"


def inputs(role: str) -> list[Path]:
    """Return the files that name a role's packages; versions that they leave open are those of `requirements.txt`."""
    return [(FOLDER / name).resolve() for name in ROLES[role]]


def named(file: Path) -> list[str]:
    """Return the requirements in a file, without remarks."""
    lines = (line.partition("#")[0].strip() for line in file.read_text("utf-8").splitlines())
    return [line for line in lines if line]


def digest(role: str) -> str:
    """Return the SHA-256 of all that a role's inputs and `requirements.txt` say."""
    said = "\n".join(line for file in [*inputs(role), DIRECT] for line in named(file))
    return sha256(said.encode()).hexdigest()


def stale() -> list[str]:
    """Return the roles whose lock is missing, or was made from something else than its inputs say now."""
    made_from = dict(line.split() for line in named(MADE_FROM)) if MADE_FROM.is_file() else {}
    return [role for role in ROLES if not lock_file(role).is_file() or made_from.get(role) != digest(role)]


def resolve(role: str, options: Sequence[str]) -> None:
    """Write a role's lock; raise a `ClickException` with what uv says when the packages do not fit each other."""
    lock = lock_file(role)
    versions = [DIRECT] if role == WIDEST else [DIRECT, lock_file(WIDEST)]
    command = [sys.executable, "-m", "uv", "pip", "compile", *COMMON, *options, *_of_the_engine(role)]
    command += [f"--constraint={file.relative_to(ROOT)}" for file in versions]
    command += [f"--output-file={lock.relative_to(ROOT)}", *(str(file.relative_to(ROOT)) for file in inputs(role))]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise click.ClickException(f"the packages of {role} could not be resolved:\n{done.stderr.strip()}")


def _of_the_engine(role: str) -> tuple[str, ...]:
    remarks = ("--no-annotate",) if role in OF_THE_ENGINES_LAYER else ()
    return (*remarks, "--no-deps") if role == "engine" else (*remarks, "--no-emit-package", ENGINE)


@click.command()
@click.option("--check", is_flag=True, help="Only say which locks are stale; needs no network.")
@click.option("--upgrade", is_flag=True, help="Take the newest of what our packages bring along.")
def lock(check: bool, upgrade: bool) -> None:
    """Write requirements/*.txt: every package of every role, pinned with its hashes, from requirements.txt and *.in."""
    if check:
        if found := stale():
            raise click.ClickException(f"stale: {', '.join(found)}; ./build.sh lock renews them")
        click.echo(f"{len(ROLES)} locks are what requirements.txt and requirements/*.in say")
        return
    for role in ROLES:
        resolve(role, ["--upgrade"] if upgrade else [])
        click.echo(f"requirements/{role}.txt: {sum('==' in line for line in named(lock_file(role)))} packages")
    _say_what_they_were_made_from()


def _say_what_they_were_made_from() -> None:
    lines = ["# made by ./build.sh lock: what each lock was made from", *(f"{role} {digest(role)}" for role in ROLES)]
    MADE_FROM.write_text("\n".join(lines) + "\n", "utf-8")
