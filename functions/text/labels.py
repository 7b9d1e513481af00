"""The metadata with a meaning of their own: `collection`, `tags`, `date` and `url`."""

import re
from collections.abc import Collection, Mapping

import msgspec

from events.errors import Rejected
from events.fields import Date

_PAGE = re.compile(r"https?://[^\s\"'<>\\^`{|}\x00-\x1f]{1,500}", re.IGNORECASE)


def labelled(metadata: Mapping[str, str]) -> dict[str, str]:
    """Return metadata as they are kept: each tag once, with ", " between them, and nothing for no tag.

    Raises `Rejected` for a `date` that cannot be compared with others.
    """
    kept = dict(metadata)
    if "tags" in kept:
        kept["tags"] = ", ".join(tags_of(kept))
    if "date" in kept:
        try:
            msgspec.convert(kept["date"], Date)
        except msgspec.ValidationError as error:
            reason = f"the date {kept['date'][:40]!r} in the metadata cannot be compared with others"
            raise Rejected(f"{reason}: write 2026, 2026-01, 2026-01-31 or 2026-01-31T12:00:00Z") from error
    return kept


def tags_of(metadata: Mapping[str, str]) -> list[str]:
    """Return the tags, which stand in one text with commas between them."""
    parts = (part.strip() for part in metadata.get("tags", "").split(","))
    return list(dict.fromkeys(part for part in parts if part))


def bears(metadata: Mapping[str, str], collections: Collection[str], tags: Collection[str]) -> bool:
    """Tell whether they name one of these collections, if there are any, and all of these tags."""
    return (not collections or metadata.get("collection") in collections) and set(tags) <= set(tags_of(metadata))


def page_of(metadata: Mapping[str, str]) -> str:
    """Return the address on the web that the document is a copy of, "" where its `url` is none that shows a page."""
    url = metadata.get("url", "")
    return url if _PAGE.fullmatch(url) else ""
