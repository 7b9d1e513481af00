"""The files of a zip archive: which ones, under which paths, and what is not unpacked."""

import gzip
import io
import tarfile
import zipfile

import pytest

from events.errors import Rejected
from functions.ingest.extract import archive_files
from functions.ingest.extract.archive_files import Member, unpack
from tests.unit.ingest.bombs import lying_about_size, zipped

MIB = 2**20


def unpacked(archive: bytes, largest: int = MIB) -> list[Member]:
    return list(unpack(archive, "papers.zip", largest))


def paths(archive: bytes) -> list[str]:
    return [member.path for member in unpacked(archive)]


def named_in_bytes(raw: bytes, *, flag: bool) -> bytes:
    """Return an archive of one file whose name is these bytes, with or without the flag that they are UTF-8."""
    plain = "x" * len(raw)
    changed = bytearray(zipped({plain: b"text"}).replace(plain.encode(), raw))
    for mark, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        changed[changed.find(mark) + offset + 1] = 0x08 if flag else 0
    return bytes(changed)


def test_files_come_out_in_the_archives_order_with_their_paths() -> None:
    assert unpacked(zipped({"b.txt": b"two", "a/c.txt": b"three"})) == [
        Member("b.txt", b"two"),
        Member("a/c.txt", b"three"),
    ]


def test_folders_empty_files_and_what_is_hidden_are_left_out() -> None:
    left_out = {"a/": b"", "a/empty.txt": b"", "__MACOSX/a/._b.txt": b"x", ".git/config": b"x", "a/.DS_Store": b"x"}
    assert paths(zipped({**left_out, "a/b.txt": b"text"})) == ["a/b.txt"]


@pytest.mark.parametrize(
    ("written", "path"),
    [
        ("C:\\papers\\a.txt", "C:/papers/a.txt"),
        ("../../etc/passwd", "etc/passwd"),
        ("/etc/passwd", "etc/passwd"),
        ("./a//b/./c.txt", "a/b/c.txt"),
        ("a\nb\x7f.txt", "a_b_.txt"),
        ("..", ""),
    ],
)
def test_a_path_is_made_relative_and_plain(written: str, path: str) -> None:
    assert paths(zipped({written: b"text"})) == ([path] if path else [])


def test_of_two_files_with_one_path_the_later_one_counts() -> None:
    assert unpacked(zipped({"a.txt": b"old", "./a.txt": b"new"})) == [Member("a.txt", b"new")]


@pytest.mark.parametrize("flag", [True, False], ids=["marked", "not marked"])
def test_a_name_in_utf_8_is_read_as_such(flag: bool) -> None:
    assert paths(named_in_bytes("Größe.txt".encode(), flag=flag)) == ["Größe.txt"]


def test_a_name_in_an_old_code_page_is_read_as_that() -> None:
    assert paths(named_in_bytes("Größe.txt".encode("cp437"), flag=False)) == ["Größe.txt"]


def test_an_encrypted_file_is_refused_alone() -> None:
    archive = bytearray(zipped({"a.txt": b"secret", "b.txt": b"open"}))
    archive[archive.find(b"PK\x01\x02") + 8] |= 1
    first, second = unpacked(bytes(archive))
    assert first.refusal.startswith("a.txt is encrypted: remove its password")
    assert second == Member("b.txt", b"open")


def test_a_broken_file_is_refused_alone() -> None:
    archive = zipped({"a.txt": b"these bytes change", "b.txt": b"whole"}, method=zipfile.ZIP_STORED)
    first, second = unpacked(archive.replace(b"bytes", b"tybes"))
    assert first.refusal.startswith("a.txt cannot be unpacked (Bad CRC-32")
    assert second == Member("b.txt", b"whole")


def test_a_file_above_the_limit_of_one_file_is_refused_alone() -> None:
    large, small = unpacked(zipped({"a.txt": bytes(MIB + 1), "b.txt": b"small"}))
    assert large.refusal.startswith("a.txt is larger than 1.0 MiB")
    assert small == Member("b.txt", b"small")


def test_a_file_that_holds_more_than_it_claims_is_refused() -> None:
    (found,) = unpacked(lying_about_size(zipped({"a.txt": bytes(10_000)}), claimed=10))
    assert "cannot be unpacked" in found.refusal


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_ways_to_compress_are_read(method: int) -> None:
    assert unpacked(zipped({"a.txt": b"text"}, method)) == [Member("a.txt", b"text")]


@pytest.mark.parametrize("data", [b"no zip file", zipped({"a.txt": b"x" * 100})[:-30]], ids=["text", "cut off"])
def test_what_is_no_archive_is_rejected(data: bytes) -> None:
    with pytest.raises(Rejected, match=r"papers\.zip is no zip archive"):
        unpacked(data)


def test_too_many_files_are_rejected_before_any_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive_files, "MAX_FILES", 2)
    with pytest.raises(Rejected, match="holds 3 files; 2 are allowed") as caught:
        next(unpack(zipped(dict.fromkeys("abc", b"x")), "papers.zip", MIB))
    assert caught.value.status == 413


def test_files_that_claim_to_be_too_much_together_are_rejected_before_any_is_unpacked() -> None:
    bomb = lying_about_size(zipped({"a.txt": b"x", "b.txt": b"y"}), claimed=300 * MIB)
    with pytest.raises(Rejected, match="holds more than 512 MiB when it is unpacked") as caught:
        next(unpack(bomb, "papers.zip", MIB))
    assert caught.value.status == 413


@pytest.mark.filterwarnings("ignore:Overlapped entries")  # Python 3.14 says it, too
def test_a_file_that_lies_over_another_is_refused() -> None:
    """As in a bomb whose thousands of entries all share one compressed body."""
    file = io.BytesIO(zipped({"a.txt": b"x" * 10_000}))
    with zipfile.ZipFile(file, "a") as archive:
        (first,) = archive.infolist()
        archive.writestr("b.txt", b"y" * 10_000)
        archive.infolist()[1].header_offset = first.header_offset
    refused = [member.path for member in unpacked(file.getvalue()) if member.refusal]
    assert refused


def tarred(files: dict[str, bytes], mode: str) -> bytes:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode=mode) as archive:  # type: ignore[call-overload]  # any mode
        for path, data in files.items():
            member = tarfile.TarInfo(path)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return target.getvalue()


@pytest.mark.parametrize("mode", ["w:", "w:gz", "w:bz2", "w:xz"])
def test_a_tar_archive_gives_its_files_however_it_is_compressed(mode: str) -> None:
    data = tarred({"a/b.txt": b"one", "../c.txt": b"two", ".hidden": b"x", "a/.DS_Store": b"x", "empty": b""}, mode)
    assert [(one.path, one.data) for one in unpack(data, "a.tar", 100)] == [("a/b.txt", b"one"), ("c.txt", b"two")]


def test_a_file_that_is_only_compressed_is_the_one_file() -> None:
    assert [(one.path, one.data) for one in unpack(gzip.compress(b"words"), "x/a.txt.gz", 100)] == [("a.txt", b"words")]


def test_a_file_of_a_tar_archive_that_is_too_large_is_refused_alone() -> None:
    first, second = unpack(tarred({"a": b"x" * 200, "b": b"x"}, "w:gz"), "a.tgz", 100)
    assert "larger than" in first.refusal and second.data == b"x"


@pytest.mark.parametrize("data", [b"\x1f\x8b\x08 broken", gzip.compress(b"x" * 1000)[:-9]], ids=["broken", "cut off"])
def test_a_broken_compressed_file_is_rejected(data: bytes) -> None:
    with pytest.raises(Rejected, match="cannot be unpacked, it is broken"):
        list(unpack(data, "a.gz", 2000))
