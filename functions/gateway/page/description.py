"""GET /docs: /openapi.json as a page of plain HTML, without a script."""

import re
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

import msgspec

from functions.gateway.page.schema_table import kind_of, properties_of, told

Part = Mapping[str, Any]
TOP = """<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
  <meta name="color-scheme" content="light dark">
  <title>MiniRAG over HTTP</title>
  <link rel="icon" href="/page/icon.svg" type="image/svg+xml">
  <link rel="stylesheet" href="/page/style.css">
  <link rel="stylesheet" href="/page/docs.css">
</head>
<body class="api">
<a class="skip" href="#content">Skip to the operations</a>
<header class="top">
  <h1><a href="/"><img src="/page/icon.svg" alt="" width="24" height="24">MiniRAG</a> over HTTP</h1>
  <p class="faint">version {version}; for programs: <a href="/openapi.json">/openapi.json</a></p>
</header>
"""


def html_of(described: Part) -> str:
    """Return the whole page for a description in OpenAPI."""
    operations = [
        (method, path, one) for path, methods in described["paths"].items() for method, one in methods.items()
    ]
    tags = [tag["name"] for tag in described["tags"]]
    by_tag = {tag: [each for each in operations if each[2]["tags"] == [tag]] for tag in tags}
    components = described["components"]
    sections = (_tag(tag, found, components["responses"]) for tag, found in by_tag.items())
    schemas = (_schema(name, schema) for name, schema in components["schemas"].items())
    structures = f'<section><h2 id="schemas">Structures</h2>{"".join(schemas)}</section>'
    return TOP.format(version=escape(described["info"]["version"])) + (
        f'<main>{_contents(by_tag)}<div id="content" tabindex="-1">{"".join(sections)}{structures}</div></main>'
        "</body></html>\n"
    )


def _contents(by_tag: Mapping[str, list[tuple[str, str, Part]]]) -> str:
    items = (
        f"<li><h2>{escape(tag)}</h2><ul>{''.join(_entry(*each) for each in found)}</ul></li>"
        for tag, found in by_tag.items()
    )
    return f'<nav aria-label="Operations"><ul>{"".join(items)}<li><a href="#schemas">Structures</a></li></ul></nav>'


def _entry(method: str, path: str, one: Part) -> str:
    return f'<li><a href="#{one["operationId"]}">{_line(method, path)}</a></li>'


def _line(method: str, path: str) -> str:
    return f'<span class="method">{method.upper()}</span> <span class="path">{escape(path)}</span>'


def _tag(tag: str, found: list[tuple[str, str, Part]], errors: Part) -> str:
    return f"<section><h2>{escape(tag)}</h2>{''.join(_operation(*each, errors) for each in found)}</section>"


def _operation(method: str, path: str, one: Part, errors: Part) -> str:
    parts = [
        *(f"<p>{told(text)}</p>" for text in re.split(r"\n\s*\n", one["description"])),
        "<p>Needs the key: <code>Authorization: Bearer KEY</code>.</p>" if one["security"] else "",
        _parameters(one["parameters"]),
        *_bodies("Body", one.get("requestBody", {}).get("content", {})),
        *_answers(one["responses"]),
        _errors(one["responses"], errors),
    ]
    return f'<article id="{one["operationId"]}"><h3>{_line(method, path)}</h3>{"".join(parts)}</article>'


def _parameters(parameters: list[Part]) -> str:
    rows = (
        f"<tr><th scope=row><code>{escape(one['name'])}</code></th><td>{one['in']}"
        f"{', required' if one.get('required') else ''}</td><td>{kind_of(one['schema'])}</td>"
        f"<td>{told(one['description'])}</td></tr>"
        for one in parameters
    )
    head = "<tr><th scope=col>Parameter</th><th scope=col>in</th><th scope=col>is</th><th scope=col></th></tr>"
    return _table(f"{head}{''.join(rows)}") if parameters else ""


def _table(rows: str) -> str:
    return f'<div class="wide" tabindex="0" role="group" aria-label="Table"><table>{rows}</table></div>'


def _bodies(title: str, contents: Part) -> Iterator[str]:
    for media_type, content in contents.items():
        yield f"<h4>{title} <code>{escape(media_type)}</code></h4><p>{kind_of(content['schema'])}</p>"
        yield _example(content["example"])


def _example(example: object) -> str:
    text = example if isinstance(example, str) else msgspec.json.format(msgspec.json.encode(example)).decode()
    return f'<pre tabindex="0" aria-label="Example"><code>{escape(text)}</code></pre>' if text else ""


def _answers(responses: Part) -> Iterator[str]:
    for status, one in responses.items():
        if "$ref" in one:
            continue
        headers = (f"<p><code>{name}</code>: {told(each['description'])}</p>" for name, each in one["headers"].items())
        yield f'<h4 class="good">{status}</h4><p>{told(one["description"])}</p>{"".join(headers)}'
        yield from _bodies(f"{status} as", one.get("content", {}))


def _errors(responses: Part, errors: Part) -> str:
    """Return a table of the errors; each status links to its example, which all operations share."""
    rows, kinds = [], set[str]()
    for status, one in responses.items():
        if "$ref" in one:
            response = errors[one["$ref"].rpartition("/")[2]]
            kinds |= {f"<code>{kind}</code>, {kind_of(each['schema'])}" for kind, each in response["content"].items()}
            detail = _detail(next(iter(response["content"].values()))["example"])
            rows.append(
                f"<tr><th scope=row>{status}</th><td>{told(response['description'])}</td><td>{told(detail)}</td></tr>"
            )
    head = "<tr><th scope=col>Error</th><th scope=col>when</th><th scope=col>for example</th></tr>"
    return f"<h4>Errors as {', '.join(sorted(kinds))}</h4>{_table(head + ''.join(rows))}"


def _detail(example: Part) -> str:
    """Return what an example of an error says, in either shape."""
    found: str = example["error"]["message"] if "error" in example else example["detail"]
    return found


def _schema(name: str, schema: Part) -> str:
    said = f"<p>{told(schema.get('description', ''))}</p>"
    return f'<article id="schema-{escape(name)}"><h3>{escape(name)}</h3>{said}{_table(properties_of(schema))}</article>'
