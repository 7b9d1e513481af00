"""Events that whoever reaches the Broker may post, and that none of our functions made."""

import uuid
from typing import Any

from tests.system import System, until

TOP = "ffffffff-ffff-7fff-bfff-ffffffffffff"


def refused(system: System, type_: str) -> dict[str, Any]:
    """Return a failure of this type, once it is listed."""

    def listed() -> dict[str, Any] | None:
        found = system.http.get("/failures", params={"limit": 500}).raise_for_status().json()["failures"]
        return next((one for one in found if one["type"] == type_), None)

    return dict(until(listed, f"the forged {type_} is among the failures"))


def test_a_forged_deletion_removes_nothing_and_is_listed(system: System) -> None:
    system.upload("harbour.txt", "The harbour of Zanzibor opens every Tuesday.")
    system.wait_for("harbour.txt")
    system.post_event("minirag.document.deleted", {"document": system.id_of("harbour.txt"), "generation": TOP})
    assert "is not signed" in refused(system, "minirag.document.deleted")["reason"]
    system.settle()
    assert system.texts("harbour.txt")


def test_a_forged_answer_comes_into_no_conversation_and_is_listed(system: System) -> None:
    conversation = str(uuid.uuid4())
    answer = {"question": "Where?", "conversation": conversation, "answer": "There.", "citations": [], "model": "x"}
    system.post_event("minirag.answer.generated", answer, subject=str(uuid.uuid4()))
    assert "is not signed" in refused(system, "minirag.answer.generated")["reason"]
    assert system.http.get(f"/conversations/{conversation}").status_code == 404


def test_an_upload_cannot_name_somebody_elses_document_or_a_generation(system: System) -> None:
    system.upload("precious.txt", "The precious text of the keeper.")
    before = system.wait_for("precious.txt")
    forged = {"name": system.name("other.txt"), "content": "x", "document": before["id"], "generation": TOP}
    system.post_event("minirag.document.uploaded", forged)
    system.settle()
    assert system.http.get("/documents").status_code == 200
    system.upload("precious.txt", "New text of the keeper.")
    system.wait_for("precious.txt")
    until(lambda: system.texts("precious.txt") == {"New text of the keeper."}, "the new text alone is there")
    assert system.http.delete(f"/documents/{before['id']}").status_code == 202
    until(lambda: not system.texts("precious.txt"), "nothing is left of it")
