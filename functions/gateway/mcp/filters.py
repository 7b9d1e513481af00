"""Which documents a tool is to look at, as it is said to an agent."""

from typing import Annotated

import msgspec

from events.fields import Date, Id, Label, Metadata, Tag
from events.questions import Language

Documents = Annotated[
    list[Id],
    msgspec.Meta(
        min_length=1, description="Only from one of these documents: their ids, as list_documents gives them."
    ),
]
Collections = Annotated[
    list[Label], msgspec.Meta(min_length=1, description="Only documents in one of these collections.")
]
Tags = Annotated[list[Tag], msgspec.Meta(min_length=1, description="Only documents that have all of these tags.")]
Languages = Annotated[
    list[Language], msgspec.Meta(min_length=1, description="Only text in one of these languages, such as en or de.")
]
From = Annotated[
    Date, msgspec.Meta(description="a date such as 2026, 2026-01 or 2026-01-31: only documents of it or later")
]
To = Annotated[
    Date,
    msgspec.Meta(
        description="a date such as 2026, which means all of it, or 2026-01-31: only documents of it or earlier"
    ),
]
Pairs = Annotated[
    Metadata, msgspec.Meta(description="Only documents whose own metadata has these values, letter by letter.")
]


class DocumentFilters(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Which documents count: those that all of this holds for. Leave out what does not matter, or all of it."""

    documents: Documents | None = None
    collections: Collections | None = None
    tags: Tags | None = None
    language: Languages | None = None
    date_from: From | None = None
    date_to: To | None = None
    metadata: Pairs = {}
