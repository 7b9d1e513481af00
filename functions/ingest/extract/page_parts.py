"""Which parts of a page are no words of its text: menus, banners about cookies, what stands around every page."""
# ruff: noqa: SIM905 - words read better in a line

import re

from lxml import etree

_UNREAD = frozenset(
    "head script style template nav iframe object embed canvas audio video map select button datalist frameset rt rp "
    "rtc".split()
)
_HIDING = re.compile(r"display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden", re.IGNORECASE)
_CONTROLLING = ("aria-controls", "data-target", "data-bs-target", "data-toggle-target")
_ONE_CLICK_AWAY = frozenset(
    "tabpanel tab-pane tabcontent tab-content accordion collapse collapsible panel-collapse".split()
)
_CONTENT = frozenset(("main", "article", "section", "blockquote", "td", "figure", "dialog"))
_AROUND = {"banner": "header", "contentinfo": "footer", "complementary": "aside"}  # roles of a page's parts
_AROUND_TAGS = frozenset(("header", "footer", "aside"))
_HEADINGS = ("h1", "h2", "h3")
_MENUS = frozenset(
    "menu navbar navigation nav sidebar breadcrumb breadcrumbs site-nav main-nav topnav site-footer footer site-header "
    "pagination skip-link skiplinks social share-buttons related-posts".split()
)
_CONSENT = re.compile(r"cookie|consent|gdpr|onetrust|usercentrics|cc-window|cmp-", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{2,40}")
_COOKIES = frozenset("cookie cookies".split())
_ASKED = {
    "English": frozenset("use accept agree consent allow reject decline privacy improve preferences".split()),
    "German": frozenset(
        "verwenden verwendet nutzen akzeptieren zustimmen ablehnen einverstanden einstellungen".split()
    ),
}  # what a banner says of them
_LONGEST_BANNER, _LONGEST_MENU = 2_000, 5_000  # characters
_MOSTLY = 0.7  # of a menu's words are links
_GENERIC = frozenset("logo icon image picture photo avatar thumbnail spacer banner bild foto symbol".split())
_FILE_NAME = re.compile(r"\S{1,200}\.(?:jpe?g|png|gif|svg|webp|bmp|tiff?)", re.IGNORECASE)


class PageParts:
    """Knows of one page what a reader of its text passes over."""

    def __init__(self, root: etree._Element, *, everything: bool = False) -> None:
        """`everything` is for a page that would else have no text."""
        self._everything = everything
        self._controlled = {
            value.lstrip("#") for element in root.iter() for key in _CONTROLLING if (value := element.get(key))
        }

    def is_unread(self, element: etree._Element) -> bool:
        """Tell whether a reader of the page does not see the element, or sees it as no part of the text."""
        if element.tag in _UNREAD or element.get("role") == "navigation" or element.get("aria-hidden") == "true":
            return True
        if self._is_hidden(element) and not self._is_one_click_away(element):
            return True
        return not self._everything and (_is_around(element) or _is_menu(element) or _is_about_consent(element))

    def _is_hidden(self, element: etree._Element) -> bool:
        return element.get("hidden", "until-found") != "until-found" or bool(_HIDING.search(element.get("style", "")))

    def _is_one_click_away(self, element: etree._Element) -> bool:
        return (
            element.get("role") == "tabpanel"
            or element.get("id", "") in self._controlled
            or not _ONE_CLICK_AWAY.isdisjoint(element.get("class", "").lower().split())
        )


def description(image: etree._Element) -> str:
    """Return what a picture's description says, or "" where it says nothing or only that it is one."""
    text = " ".join((image.get("alt") or "").split())
    is_said = image.get("role") != "presentation" and text.lower() not in _GENERIC
    return text if is_said and not _FILE_NAME.fullmatch(text) else ""


def _is_around(element: etree._Element) -> bool:
    """Tell whether this is the head, the foot or the margin of the whole page; a head with a heading is read."""
    part = _AROUND.get(element.get("role", ""), element.tag)
    if part not in _AROUND_TAGS or any(above.tag in _CONTENT for above in element.iterancestors()):
        return False
    return part != "header" or next(element.iter(*_HEADINGS), None) is None


def _is_menu(element: etree._Element) -> bool:
    """Tell whether the element is named as a menu is, or stands in the page's head, and holds little but links."""
    if element.tag not in ("ul", "ol", "div", "section", "p", "table", "menu"):
        return False
    names = f"{element.get('class', '')} {element.get('id', '')}".lower().split()
    if _MENUS.isdisjoint(names) and not any(above.tag == "header" for above in element.iterancestors()):
        return False
    words = len(_short_text(element, _LONGEST_MENU).split())
    linked = sum(len("".join(link.itertext()).split()) for link in element.iter("a")) if words else 0
    return words > 0 and linked >= words * _MOSTLY


def _is_about_consent(element: etree._Element) -> bool:
    named = f"{element.get('id', '')} {element.get('class', '')} {element.get('aria-label', '')}"
    if element.tag in ("body", "html", "main", "article") or not _CONSENT.search(named):
        return False
    words = {word.lower() for word in _WORD.findall(_short_text(element, _LONGEST_BANNER))}
    return not words.isdisjoint(_COOKIES) and any(not words.isdisjoint(asked) for asked in _ASKED.values())


def _short_text(element: etree._Element, most: int) -> str:
    """Return the words of an element, or "" where they are more than these characters."""
    parts: list[str] = []
    for text in element.itertext():
        most -= len(text)
        if most < 0:
            return ""
        parts.append(text)
    return "".join(parts)
