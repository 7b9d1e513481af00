"""Which documents are on their way, for every backend of the records port."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from functions.stores.records import Records
from tests.contract.stores.store_samples import Document, Step


def waiting(tenant: str, count: int) -> list[Document]:
    return [Document(tenant, name=f"{number}.txt", number=number) for number in range(1, count + 1)]


def test_the_oldest_waiting_documents_are_admitted_up_to_the_limit(records: Records, tenant: str) -> None:
    documents = waiting(tenant, 4)
    records.write(*(document.fact("uploaded") for document in reversed(documents)))
    admitted = records.admit(3, now=99)
    assert [state.document for state in admitted] == [document.id for document in documents[:3]]
    assert {(state.phase, state.attempt, state.progressed_at) for state in admitted} == {("splitting", 1, 99)}
    assert records.in_flight() == admitted


def test_uploads_that_come_while_admission_looks_are_all_admitted(records: Records, tenant: str) -> None:
    documents, admitted = waiting(tenant, 60), set[str]()
    with ThreadPoolExecutor(4) as pool:
        writes = [pool.submit(records.write, document.fact("uploaded")) for document in documents]
        while not all(write.done() for write in writes):
            admitted |= {state.document for state in records.admit(1000, now=5)}
    admitted |= {state.document for state in records.admit(1000, now=6)}
    assert [write.exception() for write in writes if write.exception()] == []
    assert admitted == {document.id for document in documents}


def test_admission_stops_while_the_limit_is_in_flight(records: Records, tenant: str) -> None:
    records.write(*(document.fact("uploaded") for document in waiting(tenant, 4)))
    assert [len(records.admit(2, now=5)) for _ in range(3)] == [2, 0, 0]
    assert records.admit(1, now=5) == []


END: list[tuple[str, Step]] = [("indexed", ("current", 0)), ("failed", ("failed", 1))]


@pytest.mark.parametrize(("end", "step"), END, ids=[end for end, _ in END])
def test_a_document_that_is_done_makes_room_for_the_next(records: Records, tenant: str, end: str, step: Step) -> None:
    first, second = waiting(tenant, 2)
    records.write(first.fact("uploaded"), second.fact("uploaded"))
    records.admit(1, now=5)
    records.write(first.fact(*step))
    assert [state.document for state in records.admit(1, now=6)] == [second.id]
    assert [state.document for state in records.in_flight()] == [second.id]


def test_a_newer_generation_or_deletion_takes_the_old_one_out_of_flight(records: Records, tenant: str) -> None:
    first, second = waiting(tenant, 2)
    records.write(first.fact("uploaded"), second.fact("uploaded"))
    records.admit(2, now=5)
    records.write(Document(tenant, first.name, number=8).fact("uploaded"))
    records.write(Document(tenant, second.name, number=9).fact("deleted"))
    assert records.in_flight() == []


def test_a_replay_puts_a_failed_document_back_in_flight(records: Records, tenant: str) -> None:
    document = Document(tenant)
    records.write(document.fact("uploaded"), document.fact("admitted", 1), document.fact("failed", 1))
    assert records.in_flight() == []
    records.write(document.fact("admitted", 2))
    assert [(state.document, state.attempt) for state in records.in_flight()] == [(document.id, 2)]


def test_a_failed_document_is_not_admitted_again_by_itself(records: Records, tenant: str) -> None:
    document = Document(tenant)
    records.write(document.fact("uploaded"), document.fact("failed", 0))
    assert records.admit(5, now=5) == []


def test_a_document_in_flight_is_not_admitted_twice(records: Records, tenant: str) -> None:
    document = Document(tenant)
    records.write(document.fact("uploaded"))
    records.admit(5, now=5)
    assert records.admit(5, now=6) == []
    assert [f.number for f in records.facts(document.key, document.generation) if f.kind == "admitted"] == [1]
