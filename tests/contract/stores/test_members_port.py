"""What came in an archive, for every backend of the records port."""

from events.identity import DocumentKey, IndexKey
from functions.stores.records import Records
from tests.contract.stores.store_samples import MODEL, Document


def test_members_are_the_documents_that_an_archive_brought(records: Records, tenant: str) -> None:
    archive, other = Document(tenant, "a.zip").id, Document(tenant, "b.zip").id
    mine, theirs, alone = (Document(tenant, name) for name in ("a.zip/1.txt", "b.zip/1.txt", "c.txt"))
    records.write(
        mine.fact("uploaded", archive=archive), theirs.fact("uploaded", archive=other), alone.fact("uploaded")
    )
    assert [state.document for state in records.members(DocumentKey(IndexKey(tenant, MODEL), archive))] == [mine.id]


def test_members_are_told_with_their_latest_state(records: Records, tenant: str) -> None:
    archive = Document(tenant, "a.zip").id
    old, alone, deleted = (Document(tenant, "a.zip/1.txt", number) for number in (1, 2, 3))
    records.write(old.fact("uploaded", archive=archive), alone.fact("uploaded"))
    (again,) = records.members(DocumentKey(IndexKey(tenant, MODEL), archive))
    records.write(deleted.fact("deleted"))
    (gone,) = records.members(DocumentKey(IndexKey(tenant, MODEL), archive))
    assert [(s.generation, s.phase) for s in (again, gone)] == [
        (alone.generation, "waiting"),
        (deleted.generation, "deleted"),
    ]


def test_an_archive_of_another_tenant_has_no_members_here(records: Records, tenant: str) -> None:
    archive = Document(tenant, "a.zip").id
    records.write(Document(tenant, "a.zip/1.txt").fact("uploaded", archive=archive))
    assert records.members(DocumentKey(IndexKey(f"{tenant}x", MODEL), archive)) == []


def test_a_document_that_is_no_archive_has_no_members(records: Records, tenant: str) -> None:
    document = Document(tenant)
    records.write(document.fact("uploaded"))
    assert records.members(document.key) == []


def test_the_members_are_those_in_one_index(records: Records, tenant: str) -> None:
    archive = Document(tenant, "a.zip").id
    member = Document(tenant, "a.zip/1.txt", model="another-embedder")
    records.write(member.fact("uploaded", archive=archive))
    assert records.members(DocumentKey(IndexKey(tenant, MODEL), archive)) == []
    assert [
        state.document for state in records.members(DocumentKey(IndexKey(tenant, "another-embedder"), archive))
    ] == [member.id]
