"""docker, podman or buildah: whichever builds images on this machine."""

import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import click

from knative.door.address import ROOT

PASSED_ON = ("PIP_INDEX_URL", "PIP_CERT", "SSL_CERT_FILE")  # where this machine's packages come from, if it says so
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
            return self._run("inspect", "--format", "{{index .RepoDigests 0}}", name).strip().partition("@")[2]
        with tempfile.NamedTemporaryFile("r") as digest:
            self._run("push", *self._insecure(name), "--digestfile", digest.name, name)
            return digest.read().strip()

    def size(self, name: str) -> int:
        """Return the bytes of an image."""
        format_ = "{{.Size}}"
        if self.program == "buildah":
            return _buildah_size(self._run("images", "--format", format_, name))
        return int(self._run("image", "inspect", "--format", format_, name))

    def _insecure(self, image: str) -> list[str]:
        local = image.startswith(("localhost", "127.0.0.1"))  # docker takes these by plain http by itself
        return ["--tls-verify=false"] if local and self.program != "docker" else []

    def _run(self, *arguments: str) -> str:
        process = subprocess.Popen(
            [self.program, *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        lines: list[str] = []
        for line in process.stdout or ():
            lines.append(line)
            if line.startswith(("STEP", "Step", "#", "[")):
                click.echo(f"  {line.rstrip()[:110]}", err=True)
        if process.wait():
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


def _buildah_size(printed: str) -> int:
    number, unit = printed.split()
    return int(float(number) * {"B": 1, "KB": 10**3, "MB": 10**6, "GB": 10**9}[unit])
