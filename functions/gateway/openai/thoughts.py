"""What a model only thought, as clients send it back within its earlier answers."""

import re

_TAGS = {
    **{f"<{name}>": f"</{name}>" for name in ("think", "thinking", "thought", "reasoning")},
    '<details type="reasoning"[^>]*>': "</details>",
}
_WITHIN = "|".join(rf"{begin}.*?(?:{end}|\Z)" for begin, end in _TAGS.items())
_THOUGHTS = re.compile(rf"\A\s*(?:{_WITHIN})\s*", re.DOTALL)


def without_thoughts(answer: str) -> str:
    """Return an earlier answer without the thoughts that it begins with: they are no part of what was said."""
    return _THOUGHTS.sub("", answer)
