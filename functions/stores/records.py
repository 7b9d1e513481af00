"""All that is on record in one store: documents, indexes, conversations and failures."""

from typing import Protocol

from functions.stores.conversations import Conversations
from functions.stores.dead_letters import DeadLetters
from functions.stores.document_log import DocumentLog
from functions.stores.index_plans import IndexPlans


class Records(DocumentLog, IndexPlans, Conversations, DeadLetters, Protocol):
    """The four together, as one store opens them; whoever needs one of them asks for that one."""
