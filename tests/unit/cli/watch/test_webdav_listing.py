"""Listings as WebDAV servers write them."""

import pytest

from cli.watch.webdav_listing import Item, NoListing, items

NEXTCLOUD = b"""<?xml version="1.0"?>
<d:multistatus xmlns:d="DAV:" xmlns:s="http://sabredav.org/ns" xmlns:oc="http://owncloud.org/ns" xmlns:nc="http://nextcloud.org/ns">
<d:response><d:href>/remote.php/dav/files/ada/Vertr%c3%a4ge/</d:href>
<d:propstat><d:prop><d:resourcetype><d:collection/></d:resourcetype><d:getetag>&quot;65f1&quot;</d:getetag>
<d:getlastmodified>Thu, 05 Mar 2026 10:00:00 GMT</d:getlastmodified><oc:fileid>17</oc:fileid></d:prop>
<d:status>HTTP/1.1 200 OK</d:status></d:propstat>
<d:propstat><d:prop><d:getcontentlength/></d:prop><d:status>HTTP/1.1 404 Not Found</d:status></d:propstat></d:response>
<d:response><d:href>/remote.php/dav/files/ada/Vertr%c3%a4ge/a%20%26%20b.pdf</d:href>
<d:propstat><d:prop><d:resourcetype/><d:getetag>&quot;77aa&quot;</d:getetag><d:getcontentlength>1234</d:getcontentlength>
<d:getlastmodified>Thu, 05 Mar 2026 09:00:00 GMT</d:getlastmodified><oc:fileid>18</oc:fileid></d:prop>
<d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response></d:multistatus>"""
APACHE = b"""<?xml version="1.0" encoding="utf-8"?>
<D:multistatus xmlns:D="DAV:" xmlns:ns0="DAV:">
<D:response xmlns:lp1="DAV:" xmlns:lp2="http://apache.org/dav/props/"><D:href>/dav/a.txt</D:href><D:propstat><D:prop>
<lp1:resourcetype/><lp1:getcontentlength>5</lp1:getcontentlength><lp1:getetag>"5-61"</lp1:getetag>
<lp1:getlastmodified>Thu, 05 Mar 2026 09:00:00 GMT</lp1:getlastmodified></D:prop><D:status>HTTP/1.1 200 OK</D:status>
</D:propstat><D:propstat><D:prop><ns1:fileid xmlns:ns1="http://owncloud.org/ns">oops</ns1:fileid></D:prop>
<D:status>HTTP/1.1 404 Not Found</D:status></D:propstat></D:response></D:multistatus>"""
PLAIN = b"""<multistatus xmlns="DAV:">
<response><href>/a</href><status>HTTP/1.1 403 Forbidden</status></response></multistatus>"""


def test_nextclouds_folders_and_files_have_etags_and_numbers() -> None:
    above = "/remote.php/dav/files/ada/Vertr%c3%a4ge/"
    assert items([NEXTCLOUD]) == [
        Item(above, 200, True, '"65f1"', -1, "Thu, 05 Mar 2026 10:00:00 GMT", "17"),
        Item(f"{above}a%20%26%20b.pdf", 200, False, '"77aa"', 1234, "Thu, 05 Mar 2026 09:00:00 GMT", "18"),
    ]


def test_a_property_that_a_server_does_not_have_is_not_taken() -> None:
    (found,) = items([APACHE])
    assert (found.identity, found.etag, found.size) == ("", '"5-61"', 5)


def test_an_item_may_have_a_status_of_its_own() -> None:
    (found,) = items([PLAIN])
    assert (found.href, found.status) == ("/a", 403)


def test_it_is_read_as_it_comes_in_pieces_of_any_size() -> None:
    assert items(NEXTCLOUD[start : start + 7] for start in range(0, len(NEXTCLOUD), 7)) == items([NEXTCLOUD])


@pytest.mark.parametrize("size", ["-1", "1.5", "", "9" * 30, "five"])
def test_a_size_that_is_none_is_not_known(size: str) -> None:
    (found,) = items([APACHE.replace(b">5<", f">{size}<".encode())])
    assert found.size == -1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (b"<html/>", "is this address a WebDAV folder"),
        (b"", "no XML"),
        (NEXTCLOUD[:-10], "no XML"),
        (b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>", "document type"),
        (b"<!DOCTYPE a SYSTEM 'http://127.0.0.1/x.dtd'><a/>", "document type"),
        (b'<d:multistatus xmlns:d="DAV:"><d:response><d:href>' + b"x" * 9_000, "more than 8192 characters"),
    ],
)
def test_what_is_no_listing_is_not_taken(text: bytes, told: str) -> None:
    with pytest.raises(NoListing, match=told):
        items([text])
