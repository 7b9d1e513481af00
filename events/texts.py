"""What `embed` is asked outside of any event, and what it answers: vectors for texts that are in no document."""

from typing import Annotated

import msgspec

from events.fields import Base64, Count, Data, Model, Text

MAX_TEXTS = 16  # in one call: a question that comes meanwhile waits no longer than these take


class TextsGiven(Data, frozen=True, kw_only=True, omit_defaults=True):
    """Texts to embed, as passages are."""

    texts: Annotated[list[Text], msgspec.Meta(min_length=1, max_length=MAX_TEXTS)]
    model: Model = ""  # to embed them; empty: that of EMBEDDER


class TextsEmbedded(Data, frozen=True, kw_only=True, omit_defaults=True):
    """A unit vector for each text, in order, and the tokens that were read."""

    dims: Annotated[int, msgspec.Meta(ge=1)]
    vectors: Base64  # float32, little-endian, row by row
    tokens: Count
