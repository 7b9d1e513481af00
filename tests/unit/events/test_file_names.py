"""Names of files that are no documents, and the one spelling of the others."""

import pytest

from events.file_names import is_no_document, one_spelling


@pytest.mark.parametrize(
    "path", [".DS_Store", "a/.git/config", "Thumbs.db", "a/~$b.docx", "__MACOSX/a", "lost+found/a"]
)
def test_hidden_and_system_files_are_no_documents(path: str) -> None:
    assert is_no_document(path)


@pytest.mark.parametrize("path", ["a.txt", "./a/b.md", "thumbs.txt", "a~$b"])
def test_other_files_are(path: str) -> None:
    assert not is_no_document(path)


def test_a_name_that_a_mac_takes_apart_is_put_together() -> None:
    assert one_spelling("Gro\u0308\u00dfe.txt") == "Gr\u00f6\u00dfe.txt"
