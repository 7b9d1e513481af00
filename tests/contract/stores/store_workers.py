"""What the other processes of a test do: `python -m tests.contract.stores.store_workers ROLE URL TENANT ARGUMENT`.

Each says "ready", and starts when a line arrives on its standard input, so that all of them work at the same time.
"""

import os
import resource
import sys
from collections.abc import Callable

from events.errors import Unavailable
from functions.stores.opening import open_blobs, open_passages, open_records
from tests.contract.stores.store_samples import DIMENSIONS, Document, add, axis, search, texts

BATCH = 5  # passages of a write


def batch(tenant: str, number: int) -> Document:
    """Return the document whose passages one write holds."""
    return Document(tenant, name=f"{number}.txt")


def add_batch(url: str, tenant: str, number: int) -> None:
    """Write one batch of passages, all of them or none."""
    document = batch(tenant, number)
    written = [document.passage(f"batch{number} passage {position}", position) for position in range(BATCH)]
    add(open_passages(url), *((passage, axis((number + n) % DIMENSIONS)) for n, passage in enumerate(written)))


def admit(url: str, tenant: str, limit: str) -> None:
    """Admit up to the limit, and print the documents."""
    for state in open_records(url).admit(int(limit), now=1):
        print(state.document)


def write_facts(url: str, tenant: str, count: str) -> None:
    """Write the same facts as the others do, one by one, and print how many were new."""
    records = open_records(url)
    print(sum(records.write(Document(tenant, name=f"{n}.txt").fact("uploaded"))[0] for n in range(int(count))))


def write_and_search(url: str, tenant: str, count: str) -> None:
    """Write the same batches as the others do; each must be found as soon as it is written."""
    for number in range(int(count)):
        add_batch(url, tenant, number)
        best = search(open_passages(url), tenant, f"batch{number}", axis(number % DIMENSIONS), limit=1)
        assert texts(best) == [f"batch{number} passage 0"]
    print("done")


def write_forever(url: str, tenant: str, _: str) -> None:
    """Write batch after batch until killed; print each number when it is written."""
    for number in range(1_000_000):
        add_batch(url, tenant, number)
        print(number, flush=True)


def fork(url: str, tenant: str, _: str) -> None:
    """Use the store, fork, and use it on both sides at once."""
    records = open_records(url)
    records.write(Document(tenant, name="before.txt").fact("uploaded"))
    child = os.fork()
    for number in range(50):
        records.write(Document(tenant, name=f"{child == 0}-{number}.txt").fact("uploaded"))
    if child == 0:
        return
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))


def fill(url: str, tenant: str, size: str) -> None:
    """Write batches to a disk that takes no file above this size; print what the error was."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(size), int(size)))
    try:
        for number in range(1_000_000):
            add_batch(url, tenant, number)
            print(number)
    except Unavailable as error:
        print(error.detail)


def fill_blobs(url: str, tenant: str, size: str) -> None:
    """Put an object that the disk does not take; print what the error was."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(size), int(size)))
    try:
        open_blobs(url).put(f"{tenant}/uploads/big", b"x" * (int(size) + 1))
    except Unavailable as error:
        print(error.detail)


ROLES: dict[str, Callable[[str, str, str], None]] = {
    role.__name__: role for role in (admit, write_facts, write_and_search, write_forever, fork, fill, fill_blobs)
}

if __name__ == "__main__":
    _, role, url, tenant, argument = sys.argv
    print("ready", flush=True)
    sys.stdin.readline()
    ROLES[role](url, tenant, argument)
