"""docker, podman or buildah: whichever builds images on this machine."""

import os
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import click

from cli.client.address import ROOT

# Where this machine's packages and weights come from, if it says so.
PASSED_ON = ("PIP_INDEX_URL", "PIP_CERT", "SSL_CERT_FILE", "MINIRAG_MAVEN")
UNITS = {"B": 1, "KB": 10**3, "MB": 10**6, "GB": 10**9}
EXPLAINED = {
    "no space left": "the disk is full: make room and repeat",
    "connection refused": "the registry does not answer: on microk8s, `microk8s enable registry`",
    "unauthorized": "the registry refuses you: log in with the builder's own `login` command",
    "manifest unknown": "the base image cannot be pulled: name one by --base",
    "unable to copy from source": "the base image cannot be pulled: name one by --base",
}


@dataclass(frozen=True, slots=True)
class Builder:
    """One of the three programs; podman and buildah take the same arguments here."""

    program: str

    def build(self, name: str, dockerfile: Path, arguments: dict[str, str]) -> None:
        """Build an image from the repository's root; its output goes to the terminal."""
        given = {key: os.environ[key] for key in PASSED_ON if os.environ.get(key)} | arguments
        options = [option for key, value in given.items() for option in ("--build-arg", f"{key}={value}")]
        verb = ["bud", "--layers"] if self.program == "buildah" else ["build"]
        self._run(*verb, *self._insecure(given.get("BASE", "")), *options, "-t", name, "-f", str(dockerfile), str(ROOT))

    def push(self, name: str) -> str:
        """Push an image; return its digest."""
        if self.program == "docker":
            self._run("push", name)
            return digest_of(name, self._run("inspect", "--format", '{{join .RepoDigests "\\n"}}', name))
        with tempfile.NamedTemporaryFile("r") as digest:
            self._run("push", *self._insecure(name), "--digestfile", digest.name, name)
            return digest.read().strip()

    def size(self, name: str) -> int:
        """Return the bytes of an image."""
        format_ = "{{.Size}}"
        if self.program == "buildah":
            return size_of(self._run("images", "--format", format_, name))
        return size_of(self._run("image", "inspect", "--format", format_, name))

    def _insecure(self, image: str) -> list[str]:
        local = image.startswith(("localhost", "127.0.0.1"))  # docker takes these by plain http by itself
        return ["--tls-verify=false"] if local and self.program != "docker" else []

    def _run(self, *arguments: str) -> str:
        lines: list[str] = []
        with subprocess.Popen(
            [self.program, *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        ) as process:
            for line in process.stdout or ():
                lines.append(line)
                if line.startswith(("STEP", "Step", "#", "[")):
                    click.echo(f"  {line.rstrip()[:110]}", err=True)
        if process.returncode:
            raise click.ClickException(explained(self.program, "".join(lines)))
        return "".join(lines)


def find_builder() -> Builder:
    """Return the first builder that works here; raise when there is none."""
    if shutil.which("docker") and not subprocess.run(["docker", "info"], capture_output=True, check=False).returncode:
        return Builder("docker")
    for program in ("podman", "buildah"):
        if shutil.which(program):
            return Builder(program)
    raise click.ClickException("nothing here builds images: install docker, podman or buildah, and let it run")


def explained(program: str, output: str) -> str:
    """Return the end of a builder's output, and what to do about it where that is known."""
    known = [text for sign, text in EXPLAINED.items() if sign in output.lower()]
    return "\n".join([f"{program} failed:", *output.splitlines()[-15:], *known[:1]])


def size_of(printed: str) -> int:
    """Return the bytes that a builder prints, as a number or with a unit; an image of several names has a line for
    each, and warnings may stand between them."""
    for line in printed.splitlines():
        if found := re.fullmatch(r"([\d.]+)(?: (B|KB|MB|GB))?", line.strip()):
            return int(float(found[1]) * UNITS[found[2] or "B"])
    raise click.ClickException(f"the builder does not tell how large the image is, but: {printed.strip()[:200]}")


def digest_of(name: str, printed: str) -> str:
    """Return the digest under which an image was pushed by this name, of all its names at all registries."""
    repository = name.removesuffix(":latest")
    known = [line.strip().partition("@") for line in printed.splitlines()]
    found = next((digest for one, _, digest in known if one == repository), "")
    if not found:
        raise click.ClickException(f"{name} was pushed, but docker does not tell its digest: {printed.strip()[:200]}")
    return found
