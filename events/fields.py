"""The constrained field types that event data is made of."""

from typing import Annotated

import msgspec

from events.identity import Generation

_END = r"$(?!\n)"  # of the text: to Python, $ alone also stands before a line's end there
UUID_PATTERN = "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}" + _END
# Control characters, and those that turn the direction of what follows: a name is shown in lists.
_UNSHOWN = r"\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069"
MAX_QUESTION = 4_000  # characters
MAX_NAME = 512  # characters
MAX_MODEL = 256  # characters

Id = Annotated[str, msgspec.Meta(pattern=UUID_PATTERN, description="a UUID in lower case")]
GenerationId = Annotated[Generation, msgspec.Meta(pattern=UUID_PATTERN, description="a UUID in lower case")]
Name = Annotated[
    str,
    msgspec.Meta(
        min_length=1,
        max_length=MAX_NAME,
        pattern=rf"^(?!/)(?!.*(^|/)\.\.?(/|$))[^{_UNSHOWN}]+" + _END,
        description="a relative path as uploaded: no leading slash, no '..', no control characters",
    ),
]
Metadata = Annotated[dict[str, str], msgspec.Meta(max_length=64, description="the user's own keys and values")]
Label = Annotated[str, msgspec.Meta(min_length=1, max_length=200, description="a text of 1 to 200 characters")]
Tag = Annotated[
    str,
    msgspec.Meta(
        max_length=200,
        pattern=r"^[^,\s]([^,]*[^,\s])?" + _END,
        description="a tag: no comma in it, no blanks around it",
    ),
]
Date = Annotated[
    str,
    msgspec.Meta(
        max_length=40,
        pattern=r"^\d{4}(-(0\d|1[0-2])(-([0-2]\d|3[01])(T[0-9:.]+(Z|[+-]\d\d:\d\d)?)?)?)?" + _END,
        description="a date such as 2026, 2026-01, 2026-01-31 or 2026-01-31T12:00:00Z",
    ),
]
Count = Annotated[int, msgspec.Meta(ge=0)]
Text = Annotated[str, msgspec.Meta(min_length=1)]
Model = Annotated[
    str,
    msgspec.Meta(max_length=MAX_MODEL, description="an embedding model, whose index is meant; empty: the active one"),
]
Question = Annotated[
    str,
    msgspec.Meta(min_length=1, max_length=MAX_QUESTION, pattern=r"\S", description="text that is not blank"),
]
Recognised = (
    Annotated[
        float,
        msgspec.Meta(
            ge=0, le=1, description="the text was recognised in a picture (OCR), with this confidence; null: it was not"
        ),
    ]
    | None
)
Base64 = Annotated[str, msgspec.Meta(pattern="^[A-Za-z0-9+/]*={0,2}" + _END, description="base64")]


class Data(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The base of every event's data: immutable, by keyword, unknown fields ignored so that types can grow,
    except where a misspelt one would change what is meant (`Filters`, `Options`)."""
