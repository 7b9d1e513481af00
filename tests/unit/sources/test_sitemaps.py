"""Sitemaps, of strangers."""

import gzip

import pytest

from events.errors import Rejected
from functions.sources.sitemaps import MAX_BYTES, Sitemap, is_sitemap

SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
PAGES = f"""<?xml version="1.0" encoding="UTF-8"?>
<urlset {SPACE} xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
 <url><loc> https://example.org/a?x=1&amp;y=2 </loc><lastmod>2026-01-01</lastmod>
  <image:image><image:loc>https://example.org/a.png</image:loc></image:image></url>
 <url><loc><![CDATA[https://example.org/b]]></loc></url>
</urlset>""".encode()
INDEX = f"<sitemapindex {SPACE}><sitemap><loc>https://example.org/1.xml</loc></sitemap></sitemapindex>".encode()
BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><urlset><url><loc>&b;</loc></url></urlset>'


def test_a_sitemap_lists_pages_and_none_of_their_pictures() -> None:
    found = Sitemap(PAGES, 10)
    assert found.addresses == ["https://example.org/a?x=1&y=2", "https://example.org/b"] and not found.is_index


def test_an_index_lists_sitemaps() -> None:
    assert Sitemap(INDEX, 10).is_index and Sitemap(INDEX, 10).addresses == ["https://example.org/1.xml"]


def test_one_may_be_packed() -> None:
    assert Sitemap(gzip.compress(PAGES), 10).addresses == Sitemap(PAGES, 10).addresses


def test_of_too_many_pages_the_first_are_taken() -> None:
    found = Sitemap(PAGES, 1)
    assert found.addresses == ["https://example.org/a?x=1&y=2"] and found.cut


def test_a_small_file_that_unpacks_into_a_huge_one_is_refused_before_it_is_all_there() -> None:
    huge = gzip.compress(b"<urlset>" + b" " * (MAX_BYTES + 2**20))
    with pytest.raises(Rejected) as caught:
        Sitemap(huge, 10)
    assert caught.value.status == 413


@pytest.mark.parametrize(
    "data",
    [
        BOMB,
        b'<!DOCTYPE urlset SYSTEM "file:///etc/passwd"><urlset/>',
        b"<rss/>",
        b"<urlset><url>",
        b"<urlset>" + b"<a>" * 100,
        gzip.compress(PAGES)[:40] + b"xxxxxxxxxxxxxxxxxxxx",
        b"",
    ],
    ids=["entities", "DTD", "another root", "cut off", "deep", "broken gzip", "empty"],
)
def test_what_is_none_or_harms_is_rejected(data: bytes) -> None:
    with pytest.raises(Rejected):
        Sitemap(data, 10)


@pytest.mark.parametrize("data", [PAGES, INDEX, gzip.compress(PAGES), b"\xef\xbb\xbf" + PAGES, b"<!-- x -->\n" + INDEX])
def test_a_sitemap_is_known_by_its_root(data: bytes) -> None:
    assert is_sitemap(data)


@pytest.mark.parametrize("data", [b"<html><body>urlset</body></html>", b"<rss/>", b"%PDF-1.7", b"", b"\x1f\x8bxx"])
def test_other_files_are_none(data: bytes) -> None:
    assert not is_sitemap(data)
