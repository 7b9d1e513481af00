"""How comments on a text are written into it."""


def comment_line(text: str, author: str) -> str:
    """Return a comment after its author's name, where there is one; "" for an empty comment."""
    if not text:
        return ""
    return f"Comment by {author}: {text}" if author else f"Comment: {text}"
