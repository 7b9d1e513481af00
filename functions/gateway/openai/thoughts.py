"""What a model only thought, as clients send it back within its earlier answers."""

import re

_THOUGHTS = re.compile(
    r"\A\s*(?:<(think|thinking|thought|reasoning)>.*?(?:</\1>|\Z)"
    r"|<details type=\"reasoning\"[^>]*>.*?(?:</details>|\Z))\s*",
    re.DOTALL,
)


def without_thoughts(answer: str) -> str:
    """Return an earlier answer without the thoughts that it begins with: they are no part of what was said."""
    return _THOUGHTS.sub("", answer)
