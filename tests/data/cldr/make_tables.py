"""Make functions/text/cldr/*.toml and plural_samples.json beside this file out of Unicode's own packages of CLDR.

    npm pack cldr-core@48.2.0 cldr-misc-full@48.2.0 cldr-localenames-full@48.2.0   # and unpack them into one folder
    python tests/data/cldr/make_tables.py FOLDER                                   # that holds supplemental/ and main/

Of each language with sentences of its own: its quotation marks, its rules of plurals as CLDR writes them, and what it
calls the languages that a text can be known to be of.
"""

import json
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[3]
sys.path.insert(0, str(ROOT))

from functions.text.frames import FRAMED  # noqa: E402 - the root is not installed
from functions.text.function_words import FUNCTION_WORDS  # noqa: E402

TABLES = ROOT / "functions" / "text" / "cldr"
HEAD = "# Unicode CLDR 48.2 (Unicode License v3), made by tests/data/cldr/make_tables.py\n"
OTHERS = ("ja", "zh", "ko", "th")  # known by their script, without words


def main(folder: Path) -> None:
    """Write the tables and the samples."""
    rules = json.loads((folder / "supplemental" / "plurals.json").read_text("utf-8"))["supplemental"]
    plurals: dict[str, dict[str, str]] = rules["plurals-type-cardinal"]
    lines, names = [HEAD], [HEAD]
    for code in FRAMED:
        marks = _main(folder, code, "delimiters")
        lines.append(f"[{code}]")
        lines.append(f'quotes = "{marks["quotationStart"]}{marks["quotationEnd"]}"')
        for form, rule in plurals[code].items():
            if bare := rule.partition("@")[0].strip():
                lines.append(f'{form.removeprefix("pluralRule-count-")} = "{bare}"')
        called = _main(folder, code, "localeDisplayNames")["languages"]
        names.append(f"[{code}]")
        names += [f'{one} = "{called[one]}"' for one in sorted({*FUNCTION_WORDS, *OTHERS}) if one in called]
    (TABLES / "plurals_and_quotes.toml").write_text("\n".join(lines) + "\n", "utf-8")
    (TABLES / "language_names.toml").write_text("\n".join(names) + "\n", "utf-8")
    (Path(__file__).parent / "plural_samples.json").write_text(json.dumps(_samples(plurals), indent=1) + "\n", "utf-8")


def _main(folder: Path, code: str, name: str) -> dict[str, Any]:
    file = "languages" if name == "localeDisplayNames" else name
    found: dict[str, Any] = json.loads((folder / "main" / code / f"{file}.json").read_text("utf-8"))
    part: dict[str, Any] = found["main"][code][name]
    return part


def _samples(plurals: dict[str, dict[str, str]]) -> dict[str, dict[str, list[str]]]:
    """Return the whole numbers that CLDR names as samples of each form, as it writes them."""
    return {
        code: {form.removeprefix("pluralRule-count-"): _numbers(rule) for form, rule in plurals[code].items()}
        for code in FRAMED
    }


def _numbers(rule: str) -> list[str]:
    named = rule.partition("@integer")[2].partition("@")[0].split(",")
    return [one.strip() for one in named if one.strip() not in ("", "\u2026")]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
