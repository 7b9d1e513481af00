"""A client that is generated from /openapi.json, used as a program would: upload, wait, ask, list, an error."""

import io
import os
import time

from minirag_client import AuthenticatedClient
from minirag_client.api.documents import list_documents, show_document, upload_documents
from minirag_client.api.open_ai import show_model
from minirag_client.api.questions import ask
from minirag_client.models import AcceptedDocument, Answer, Ask, DocumentList, DocumentView, OpenAIError, Problem
from minirag_client.types import File

client = AuthenticatedClient(os.environ["MINIRAG_URL"], os.environ["MINIRAG_KEY"])


def upload(name: str, text: bytes) -> AcceptedDocument:
    """Upload a file; return the document that it becomes."""
    accepted = upload_documents.sync(client=client, body=File(payload=io.BytesIO(text)), name=name)
    assert isinstance(accepted, AcceptedDocument), accepted
    return accepted


def indexed(id_: str) -> DocumentView:
    """Return the document as soon as it is indexed."""
    while True:
        document = show_document.sync(id_, client=client)
        assert isinstance(document, DocumentView) and document.phase != "failed", document
        if document.phase == "indexed":
            return document
        time.sleep(0.1)


accepted = upload("pump.md", b"# Pump\n\nThe pump stops when the float rises.\n")
assert indexed(accepted.id).name == "pump.md"

answer = ask.sync(client=client, body=Ask(question="When does the pump stop?"))
assert isinstance(answer, Answer) and answer.answer and all(one.number >= 1 for one in answer.citations)

listed = list_documents.sync(client=client, limit=10)
assert isinstance(listed, DocumentList) and accepted.id in [one.id for one in listed.documents]

refused = ask.sync_detailed(client=client, body=Ask(question=" "))
assert refused.status_code == 422 and isinstance(refused.parsed, Problem) and "question" in refused.parsed.detail

unknown = show_model.sync(name="none", client=client)
assert isinstance(unknown, OpenAIError) and unknown.error.code == "model_not_found"
print("uploaded, waited, asked, listed, refused: all as /openapi.json says")
