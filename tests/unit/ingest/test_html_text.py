"""HTML into sections."""

import pytest

from events.errors import Rejected
from functions.ingest.extract import extract
from functions.ingest.extract.left_out import gathered


def read(page: str | bytes) -> list[tuple[str, str]]:
    data = page if isinstance(page, bytes) else page.encode()
    return [(section.heading, section.text) for section in extract(data, "text/html", "a.html")]


def test_headings_give_the_path() -> None:
    page = "<title>T</title><h1>A</h1><p>one<h2>B <i>b</i></h2><div>two</div><h3>C</h3>three<h2>D</h2>four"
    assert read(page) == [("A", "one"), ("A > B b", "two"), ("A > B b > C", "three"), ("A > D", "four")]


def test_the_title_is_the_top_heading_where_there_is_no_h1() -> None:
    assert read("<title> The\ntitle </title><p>one<h2>B</h2>two") == [("The title", "one"), ("The title > B", "two")]


@pytest.mark.parametrize(
    "unseen",
    [
        "<script>x()</script>",
        "<style>p {}</style>",
        "<nav>menu</nav>",
        "<div role=navigation>menu</div>",
        "<p hidden>x</p>",
        "<p aria-hidden=true>x</p>",
        "<p style='color: red; Display:none'>x</p>",
        "<!-- x -->",
        "<noscript>x</noscript>",
        "<select><option>x</select>",
        "<svg><title>x</title></svg>",
    ],
)
def test_what_no_reader_sees_goes(unseen: str) -> None:
    assert read(f"<p>before</p>{unseen}<p>after</p>") == [("", "before\n\nafter")]


def test_white_space_between_words_is_one_blank_and_elements_within_a_word_add_none() -> None:
    assert read("<p>a  <b>wo</b>rd&nbsp;&amp;\n more<br>line") == [("", "a word & more\nline")]


def test_a_list_is_one_paragraph_with_a_line_for_each_item() -> None:
    page = "<p>x</p><ul><li>one<li><p>two</p><ol><li>deep</ol></ul><p>y</p>"
    assert read(page) == [("", "x\n\n- one\n- two\n1. deep\n\ny")]


def test_a_table_has_a_line_for_each_row() -> None:
    page = "<table><caption>Cap</caption><tr><th>A<th>B<tr><td>1<td><p>2</p><p>two</p></table>after"
    assert read(page) == [("", "Cap\nA: 1 | B: 2 two\n\nafter")]


def test_a_cell_that_covers_many_rows_is_repeated_within_bounds() -> None:
    page = f"<table><tr><td rowspan=0>{'long ' * 2_000}<td>1" + "<tr><td>2" * 2_000 + "</table>"
    with gathered() as warnings:
        (section,) = extract(page.encode(), "text/html", "a.html")
    assert len(section.text) < 2_000_000
    assert warnings.texts() == ["cells that cover many rows, of which not all repeat them"]


def test_a_table_that_lays_out_the_page_is_read_as_paragraphs() -> None:
    page = "<table><tr><td><h2>A</h2><p>one<p>two</td><td>three</td></tr></table>"
    assert read(page) == [("A", "one\n\ntwo\n\nthree")]


def test_preformatted_text_is_one_paragraph_with_its_lines() -> None:
    assert read("x<pre>if a:\n    b\n\nc</pre>y") == [("", "x\n\nif a:\n    b\n\nc\n\ny".replace("b\n\nc", "b\nc"))]


@pytest.mark.parametrize("charset", ["iso-8859-1", "windows-1252"])
def test_the_pages_own_charset_is_believed(charset: str) -> None:
    assert read(f"<meta charset='{charset}'><p>d\xe9j\xe0 \x80".encode("latin-1")) == [("", "déjà €")]


@pytest.mark.parametrize("charset", ["punycode", "zip", "no-such", "utf-8"])
def test_a_charset_that_is_none_or_is_wrong_is_not(charset: str) -> None:
    page = f"<meta charset={charset}><p>Das Wetter ist schön heute, und die Straße führt nach Köln."
    assert read(page.encode("cp1252")) == [("", "Das Wetter ist schön heute, und die Straße führt nach Köln.")]


def test_a_page_in_utf_16_is_read() -> None:
    assert read("<p>déjà".encode("utf-16")) == [("", "déjà")]


def test_references_to_characters_that_are_none_do_no_harm() -> None:
    text = read("<p>a &#xD800;&#0;&shy;&zwnj;b")[0][1]
    text.encode()
    assert "\0" not in text


@pytest.mark.parametrize("page", ["<script>x</script>", "<!-- x -->", "<p> </p>", "<html></html>"])
def test_a_page_without_text_is_rejected(page: str) -> None:
    with pytest.raises(Rejected, match=r"a\.html holds no text"):
        read(page)


def test_a_page_nested_without_end_gives_its_words() -> None:
    deep = "<p>before</p>" + "<div>" * 1000 + "amid &amp; deep<br>and <b>more</b>" + "</div>" * 1000
    with gathered() as warnings:
        assert read(f"<title>T</title><script>no()</script>{deep}") == [("", "T\n\nbefore\n\namid & deep\n\nand more")]
    assert "nested deeper than 256" in warnings.texts()[0]


HEAD = "<tr><th>Item</th><th>Count</th></tr>"


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        (
            f"{HEAD}<tr><td>lamps</td><td>12</td></tr><tr><td>ropes</td><td></td></tr>",
            "Item: lamps | Count: 12\nItem: ropes",
        ),
        (f"<caption>Stock</caption>{HEAD}<tr><td>lamps</td><td>12</td></tr>", "Stock\nItem: lamps | Count: 12"),
        (f"{HEAD}<tr><td colspan=2>none</td></tr>", "Item | Count\nnone"),
        (f"{HEAD}<tr><td>a|b</td><td>12</td></tr>", "Item: a|b | Count: 12"),
        (f"<thead>{HEAD.replace('th', 'td')}</thead><tr><td>lamps<td>12</tr>", "Item: lamps | Count: 12"),
        ("<tr><td><b>Item</b><td><b>Count</b></tr><tr><td>lamps<td>12</tr>", "Item: lamps | Count: 12"),
        ("<tr><td><b>Item</b><td><b>Count</b></tr><tr><td><b>lamps</b><td><b>12</b>", "Item | Count\nlamps | 12"),
        (
            f"{HEAD}<tr><td rowspan=2>lamps<td>12<tr><td>13<tr><td>ropes<td>4",
            "Item: lamps | Count: 12\nItem: lamps | Count: 13\nItem: ropes | Count: 4",
        ),
        (f"{HEAD}<tr><td rowspan=0>lamps<td>12<tr><td>13", "Item: lamps | Count: 12\nItem: lamps | Count: 13"),
        ("<tr><td rowspan=2>lamps<td>12<tr><td>13", "lamps | 12\nlamps | 13"),
        (
            "<tr><th>Day<th>North<th>South<tr><td>Monday<td>9<td>12<tr><td>Tuesday<td colspan=2>closed",
            "Day: Monday | North: 9 | South: 12\nDay: Tuesday | North: closed | South: closed",
        ),
        (
            "<tr><th>Day<th>North<th>South<tr><td colspan=3>Winter<tr><td>Monday<td>9<td>12",
            "Winter\nDay: Monday | North: 9 | South: 12",
        ),
        (
            "<tr><th rowspan=2>Day<th colspan=2>Load<tr><th>Coal<th>Ore<tr><td>Monday<td>9<td>12",
            "Day: Monday | Load / Coal: 9 | Load / Ore: 12",
        ),
        ("<tr><td>Item</td><td>Count</td></tr><tr><td>lamps</td><td>12</td></tr>", "Item | Count\nlamps | 12"),
    ],
    ids=[
        "head",
        "caption",
        "spanning cells",
        "bars in the text",
        "thead",
        "bold",
        "all bold",
        "rows",
        "to the end",
        "rows without a head",
        "columns",
        "a title within",
        "two-row head",
        "no head",
    ],
)
def test_each_row_of_a_table_with_a_head_says_its_columns_names(rows: str, text: str) -> None:
    (section,) = extract(f"<table>{rows}</table>".encode(), "text/html", "a.html")
    assert section.text == text


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("up to 2<sup>31</sup>-1", "up to 2^31-1"),
        ("2<small><sup>31</sup></small> bytes", "2^31 bytes"),
        ("10<sup>-3</sup> and (a+b)<sup>n</sup>", "10^-3 and (a+b)^n"),
        ("x<sup>2</sup>", "x^2"),
        ("the 21<sup>st</sup> day", "the 21st day"),
        ("in 1999<sup><a href='#n3'>3</a></sup>", "in 1999[3]"),
        ("a claim.<sup><a href='#n3'>[3]</a></sup>", "a claim.[3]"),
        ("Kestrel<sup>TM</sup>", "KestrelTM"),
    ],
)
def test_a_superscript_does_not_become_digits_of_the_number_before_it(page: str, text: str) -> None:
    assert read(f"<p>{page}</p>") == [("", text)]


def test_the_mark_behind_a_heading_that_links_to_it_is_no_part_of_it() -> None:
    assert read("<h1>9.5. Cron jobs<a href='#cron'>\u00b6</a></h1><p>Daily.</p>") == [("9.5. Cron jobs", "Daily.")]


def test_terms_are_items_with_what_is_said_of_them_indented_below() -> None:
    page = "<dl><dt>0-99:</dt><dd><p>Fixed.</p><p>Ask first.</p></dd><dt>100-999:</dt><dd>Free.</dd></dl>"
    assert read(page) == [("", "- 0-99:\n  Fixed.\n  Ask first.\n- 100-999:\n  Free.")]


@pytest.mark.parametrize("word", ["Note", "Warning!", "Hinweis:"])
def test_the_word_above_a_box_is_no_heading_of_what_follows_the_box(word: str) -> None:
    page = f"<h2>Ropes</h2><div><h3>{word}</h3><p>Keep dry.</p></div><p>Ropes are long.</p>"
    assert read(page) == [("Ropes", f"{word}\n\nKeep dry.\n\nRopes are long.")]


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<ol start=3><li>a<li>b</ol>", "3. a\n4. b"),
        ("<ol><li>a<li value=7>b<li>c<ul><li>d</ul></ol>", "1. a\n7. b\n8. c\n- d"),
        ("<p>Price: <del>900</del> <ins>700</ins> <s>old</s>", "Price: ~~900~~ 700 ~~old~~"),
        ("<p>この<ruby>炭鉱<rp>(</rp><rt>たんこう</rt><rp>)</rp></ruby>の水", "この炭鉱の水"),
        ("<p>See <img src=a.png alt='the pipe from above'> here", "See the pipe from above here"),
        ("<p>See <img src=a.png alt='IMG_1.png'> here", "See here"),
        ("<p>a<textarea>typed words</textarea><input value='Ana'><input type=hidden value=x>", "atyped words Ana"),
        ("<svg><title>icon</title><text>Inlet</text><text>Outlet</text></svg>", "Inlet | Outlet"),
        ("<p hidden=until-found>found", "found"),
        ("<button aria-controls=x>y</button><div id=x style='display: none'>one click away", "one click away"),
        ("<div class='tab-pane' hidden>a tab", "a tab"),
        ("<noscript>All the words of it</noscript><div>Loading...</div>", "All the words of it\n\nLoading..."),
        ("<noscript>Read more</noscript><p>The words that scripts show as well", "The words that scripts show as well"),
    ],
)
def test_what_a_reader_sees_is_read(page: str, text: str) -> None:
    assert read(page) == [("", text)]


@pytest.mark.parametrize(
    ("formula", "line"),
    [
        ("<mi>E</mi><mo>=</mo><mi>m</mi><msup><mi>c</mi><mn>2</mn></msup>", "E = mc^2"),
        ("<mfrac><mn>1</mn><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow></mfrac>", "1/(a+b)"),
        ("<msub><mi>x</mi><mn>1</mn></msub><mo>\u2062</mo><msqrt><mi>y</mi></msqrt>", "x_1\u221a(y)"),
        ("<semantics><mi>x</mi><annotation>\\x</annotation></semantics>", "x"),
    ],
)
def test_a_formula_is_read_in_a_line(formula: str, line: str) -> None:
    assert read(f"<p>So <math>{formula}</math>") == [("", f"So {line}")]


AROUND = """<header><div>ACME</div><ul><li><a href=/>Home</a><li><a href=/c>Contact us</a></ul></header>
<div id=cookie-banner>We use cookies. Accept all</div><div class=navbar><a href=/>Start</a> <a href=/b>Shop</a></div>
<main><h1>Pump</h1><p>Oil it.</p><aside>A tip.</aside></main><aside>Related: X300</aside><footer>Imprint</footer>"""


def test_what_stands_around_the_text_of_a_page_is_left_out() -> None:
    assert read(AROUND) == [("Pump", "Oil it.\n\nA tip.")]


def test_a_page_of_nothing_else_is_read_whole() -> None:
    assert read("<footer>Imprint: Ana, Kiel</footer>") == [("", "Imprint: Ana, Kiel")]


def test_a_recipe_for_cookies_is_no_banner() -> None:
    assert read("<div class=cookie-recipe>Bake the cookies for nine minutes.</div>") == [
        ("", "Bake the cookies for nine minutes.")
    ]


def test_pictures_that_nobody_describes_are_counted() -> None:
    with gathered() as warnings:
        read("<p>a<img src=a.png><img src=b.png><img src=c.png alt=''>")
    assert warnings.texts() == ["2 pictures without a description"]
