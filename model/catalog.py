"""The catalogue: which models there are, where they come from, and what their callers need to know of them."""

import functools
import os
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

import msgspec

from events.errors import Rejected
from events.validation import decode
from model.sources import SOURCES, Fetched, File, Hub, Local, Source, files_of

CATALOG = Path(__file__).with_name("catalog.toml")

Kind = Literal["embed", "generate"]
SETTINGS: dict[Kind, tuple[str, str]] = {  # what names the model of a kind, and what used to
    "embed": ("EMBEDDER", "EMBED_MODEL"),
    "generate": ("GENERATOR", "GENERATE_MODEL"),
}
Positive = Annotated[int, msgspec.Meta(ge=1)]
Cosine = Annotated[float, msgspec.Meta(ge=-1, le=1)]


Probability = Annotated[float, msgspec.Meta(ge=0, le=1)]


class Weights(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A logistic model of whether passages answer a question: the weight of each kind of evidence."""

    intercept: float
    nearest: float
    sentence: float
    passage: float
    words: float
    answered: Probability  # below it, the question is not answered
    confident: Probability  # below it, the nearest sentence alone is no answer


class Abstention(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When an embedder's questions are answered, in the languages that it was trained in, and in others.

    It knows a question's language when a token of it stands for so many letters and digits; of others it sees pieces.
    """

    letters_per_token: float = 0.0
    known: Weights
    unknown: Weights | None = None  # None: it knows them all


class Facts(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What `catalog.toml` says of a model besides its name and source; that file explains each field."""

    kind: Kind
    default: bool = False
    licence: str
    context: Positive
    dims: Positive | None = None  # None: as the weights say
    pooling: Literal["model", "mean", "cls", "last"] = "model"  # model: as the weights say
    query_prefix: str = ""
    passage_prefix: str = ""
    vectors_weigh: float = 1.0
    scripts: list[str] = []  # empty: all that its vocabulary has
    abstention_threshold: Cosine = msgspec.field(default=-1.0, name="unrelated")
    low_confidence_threshold: Cosine = msgspec.field(default=-1.0, name="doubtful")
    abstention: Abstention | None = None  # None: by the two thresholds
    heads: Positive | None = None  # None: as the model's config.json says
    template: str = ""  # "": as the weights say
    stop: list[str] = []
    instructions: str = ""  # "": those that most small models do best with
    megabytes: Positive | None = None
    token_bytes: Positive | None = None
    small: bool | None = None  # None: as the number of its parameters says
    focus_sentences: Positive = 6
    matrices: Literal["f32", "f16", "bf16", "q4_0"] = "f32"
    before: list[Fetched] = []


class Entry(Facts, frozen=True, kw_only=True):
    """One model: its name, its source and its facts."""

    name: str
    source: Source


def read(text: str) -> dict[str, Entry]:
    """Return the entries of a catalogue by name; raise `Rejected` naming all its faults at once."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Rejected(f"the catalogue is not TOML: {error}") from error
    faults = [*(fault for name, table in raw.items() for fault in _faults(name, table)), *_default_faults(raw)]
    if faults:
        raise Rejected("the catalogue has faults: " + "; ".join(faults))
    found = {name: msgspec.convert({**table, "name": name}, Entry) for name, table in raw.items()}
    if unlike := [fault for entry in found.values() for fault in _unlike(entry)]:
        raise Rejected("the catalogue has faults: " + "; ".join(unlike))
    return found


def _unlike(entry: Entry) -> Iterator[str]:
    """Yield which other sources of a model do not name the same files, each with the same SHA-256 or none."""
    hashes = [file.sha256 for file in files_of(entry.source)]
    for source in entry.before:
        theirs = [file.sha256 for file in source.files]
        if len(theirs) != len(hashes) or not all(hashes):
            yield f"{entry.name}: another source needs as many files as `source`, and their SHA-256 there"
        elif any(one not in (None, ours) for one, ours in zip(theirs, hashes, strict=True)):
            yield f"{entry.name}: another source has another SHA-256: one for each file, in `source`"


def _faults(name: str, table: Any) -> Iterator[str]:  # noqa: ANN401 - any TOML value
    """Yield what is wrong with one model; source and facts are checked apart, so that each reports all its faults."""
    if not isinstance(table, dict):
        yield f"{name}: not a table"
        return
    source = table.get("source")
    structure = SOURCES.get(str(source.get("type"))) if isinstance(source, dict) else None
    if source is None or structure is None:
        yield f"{name}.source: needs a type, one of {', '.join(SOURCES)}"
    else:
        yield from _table_faults(f"{name}.source", source, structure, {"type"})
    yield from _table_faults(name, {key: table[key] for key in table if key != "source"}, Facts, set())


def _default_faults(raw: dict[str, Any]) -> Iterator[str]:
    defaults = [table.get("kind") for table in raw.values() if isinstance(table, dict) and table.get("default")]
    for kind in get_args(Kind):
        if defaults.count(kind) != 1:
            yield f"{defaults.count(kind)} models to {kind} are the default: mark exactly one"


def _table_faults(where: str, raw: dict[str, Any], structure: type[msgspec.Struct], more: set[str]) -> Iterator[str]:
    known = {field.encode_name for field in msgspec.structs.fields(structure)} | more
    yield from (f"{where}.{key}: unknown" for key in raw if key not in known)
    try:
        decode(msgspec.json.encode({key: raw[key] for key in raw if key in known}), structure)
    except Rejected as error:
        yield f"{where}: {error.detail}"


@functools.cache
def catalog() -> dict[str, Entry]:
    """Return the project's own catalogue by name."""
    return read(CATALOG.read_text("utf-8"))


def find(name: str = "", kind: Kind | None = None) -> Entry:
    """Return the model that `name` names, of this kind if one is given.

    A name is a catalogue name, a path to a .gguf file, hf:owner/repo/file.gguf@revision, or "" for the default of its
    kind: `$EMBEDDER` or `$GENERATOR`, else the catalogue's. Raises `Rejected` when there is no such model.
    """
    name = name or (_chosen(kind) if kind else "")
    if not name:
        return next(entry for entry in catalog().values() if entry.default and entry.kind == kind)
    entry = catalog().get(name) or _unlisted(name, kind or "generate")
    if kind and entry.kind != kind:
        raise Rejected(f"the model {name} is there to {entry.kind}, not to {kind}: name another")
    return entry


def _chosen(kind: Kind) -> str:
    """Return the model that the environment names for this kind, by the setting's present name or by its former one."""
    setting, former = SETTINGS[kind]
    if not os.environ.get(setting) and os.environ.get(former):
        print(f"{former} is the former name of a setting: write {setting}", file=sys.stderr)
    return os.environ.get(setting) or os.environ.get(former, "")


def _unlisted(name: str, kind: Kind) -> Entry:
    """Return an entry for a model that the catalogue does not list; its weights say their vector length and pooling."""
    context = 512 if kind == "embed" else 4096
    return Entry(name=name, kind=kind, licence="unknown", context=context, source=_source(name))


def _source(name: str) -> Source:
    if name.startswith("hf:"):
        place, _, revision = name.removeprefix("hf:").partition("@")
        parts = place.split("/", 2)
        if len(parts) == 3 and revision and place.endswith(".gguf"):
            return Hub(repo="/".join(parts[:2]), revision=revision, files=[File(path=parts[2])])
        raise Rejected(f"{name} does not name a model on the hub: write hf:owner/repo/file.gguf@revision")
    if name.endswith(".gguf"):
        return Local(path=name)
    known = ", ".join(catalog())
    raise Rejected(
        f"no model is named {name}: take one of {known}, a path to a .gguf file, or hf:owner/repo/file.gguf@revision"
    )
