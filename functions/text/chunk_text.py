"""The hash by which a vector of the same text is found again."""

from hashlib import sha256

from events.documents import embedded_text

HASH_DIGITS = 32  # 128 bits: among so many no two texts of a store ever share one


def embedded_hash(heading: str, text: str) -> str:
    """Return the hash of what a chunk is embedded as, 32 hexadecimal digits; with the model it decides the vector."""
    return sha256(embedded_text(heading, text).encode()).hexdigest()[:HASH_DIGITS]
