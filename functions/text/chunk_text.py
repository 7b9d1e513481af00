"""What of a chunk is embedded, and the hash by which a vector of the same text is found again."""

from hashlib import sha256

HASH_DIGITS = 32  # 128 bits: among so many no two texts of a store ever share one


def embedded_text(heading: str, text: str) -> str:
    """Return what stands for a chunk in the vector space: its heading gives the text its context."""
    return f"{heading}\n{text}" if heading else text


def embedded_hash(heading: str, text: str) -> str:
    """Return the hash of that text, 32 hexadecimal digits; with the model's name it decides the vector."""
    return sha256(embedded_text(heading, text).encode()).hexdigest()[:HASH_DIGITS]
