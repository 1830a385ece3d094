"""Files cut off, torn and written in other alphabets: each is read item by item or refused whole, and never fails.

The files are our own: samples of every format, and what the bank itself writes.
"""

import io
import itertools
from collections.abc import Iterator

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.exchange.formats import gift, sheet
from courses.exchange.formats.gift_text import facts
from courses.exchange.items import Item, Malformed, Read, Refused
from courses.exchange.reading import read
from courses.exchange.verdicts import problem
from courses.questions.models import Question
from learners.people.models import Account
from tests.exchange import samples
from tests.exchange.test_pages import author, upload
from tests.foundation.spreadsheets import refused
from tests.foundation.spreadsheets.here import read_here

__all__ = ["author"]


def spreadsheet() -> bytes:
    stream = io.BytesIO()
    sheet.write(stream, [one for one in gift.read(samples.GIFT) if isinstance(one, Item)])
    return stream.getvalue()


FILES = {
    "gift": samples.GIFT.encode(),
    "aiken": samples.AIKEN.encode(),
    "xml": samples.XML.encode(),
    "sheet": spreadsheet(),
}
each_file = pytest.mark.parametrize("name", FILES)
STEP = 50


def read_or_refused(content: bytes) -> Read:
    """Nothing for a file that is refused whole, with a reason; every item can be judged."""
    try:
        found = read(content)
    except Malformed:
        return []
    for one in found:
        assert one.place
        assert isinstance(problem(one), str) if isinstance(one, Item) else one.reason
    return found


def torn(content: bytes) -> Iterator[bytes]:
    for place in range(0, len(content), STEP):
        before, after = content[:place], content[place:]
        yield from (before, after, before + after[7:], before + b"\xff" + after, before + b"\x00" + after)
        yield from (before + mark + after for mark in (b"{", b"}", b"=~#", b"%50%", b"<", b"]]>", b"\\", b"::"))


@pytest.mark.parametrize(("content", "why"), refused.WORKBOOKS.values(), ids=refused.WORKBOOKS)
def test_a_workbook_that_cannot_be_read_says_why(content: bytes, why: str) -> None:
    with pytest.raises(Malformed, match=why):
        read(content)


@each_file
def test_a_torn_file_never_fails(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    read_here(monkeypatch)
    for content in torn(FILES[name]):
        read_or_refused(content)


def test_a_torn_workbook_is_read_here_as_in_a_process_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    some = list(itertools.islice(torn(FILES["sheet"]), 0, None, 20))
    apart = [read_or_refused(content) for content in some]
    read_here(monkeypatch)
    assert [read_or_refused(content) for content in some] == apart
    assert 0 < sum(map(bool, apart)) < len(apart)


@each_file
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_file_with_anything_in_it_never_fails(name: str, data: st.DataObject) -> None:
    content, place = FILES[name], data.draw(st.integers(0, len(FILES[name])))
    read_or_refused(content[:place] + data.draw(st.binary(max_size=20)) + content[place:])


@pytest.mark.parametrize("alphabet", ["utf-16", "utf-16-le", "utf-32", "cp1258", "cp1252", "latin-1", "cp037", "utf-7"])
@pytest.mark.parametrize("name", ["gift", "aiken", "xml"])
def test_another_alphabet_is_named_and_nothing_is_guessed(name: str, alphabet: str) -> None:
    """Where the file itself says so, as XML may, it is read; letters are never made up."""
    content = FILES[name].decode().encode(alphabet, "replace")
    if content != FILES[name]:
        words = [one.prompt for one in read_or_refused(content)]
        assert not any("Ã" in text or "\ufffd" in text for text in words)


@pytest.mark.parametrize("declared", ["UTF-16", "klingon", "idna", "hex", "rot13", "ascii"])
def test_a_wrong_word_about_the_alphabet_is_refused(declared: str) -> None:
    content = samples.XML.replace("UTF-8", declared).encode()
    with pytest.raises(Malformed):
        read(content)


BOMBS = {
    "doubled": '<!DOCTYPE quiz [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><quiz>&b;</quiz>',
    "a file": '<!DOCTYPE quiz [<!ENTITY a SYSTEM "file:///etc/passwd">]><quiz>&a;</quiz>',
    "a page": '<!DOCTYPE quiz SYSTEM "http://example.org/a.dtd"><quiz/>',
    "a parameter": '<!DOCTYPE quiz [<!ENTITY % a "b"> %a;]><quiz/>',
    "an included file": '<quiz xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="/etc/passwd"/></quiz>',
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_changes_nothing(author: Client, name: str) -> None:
    upload(author, f'<?xml version="1.0"?>{BOMBS[name]}', "cau-hoi.xml")
    with pytest.raises(Malformed):
        read(BOMBS[name].encode())
    assert not Question.objects.exists()


@pytest.mark.django_db
@each_file
def test_half_a_file_changes_nothing(author: Client, oanh: Account, name: str) -> None:
    upload(author, FILES[name][: len(FILES[name]) // 2])
    assert not Question.objects.exists()


HUGE = 200_000
LONG = {
    "choices": b"Q{" + b"=a ~b " * HUGE + b"}",
    "pairs": b"Q{" + b"=a->b " * HUGE + b"}",
    "openings": b"{" * HUGE,
    "titles": b"::" * HUGE,
    "backslashes": b"\\" * HUGE + b"{=a}",
    "tags": b"[html]Q " + b"<b>" * HUGE + b"{T}",
}


@pytest.mark.parametrize("name", LONG)
def test_a_question_of_pages_is_refused_at_once(name: str) -> None:
    [found] = read(LONG[name])
    assert isinstance(found, Refused)
    assert "câu dài hơn" in found.reason
    assert len(found.prompt) <= 80


def test_facts_that_are_never_closed_are_read_once() -> None:
    """From each bracket to the end of the line, again and again, they would take minutes."""
    assert facts("// " + "[a:" * 400_000) == []
    assert facts("// [id:a] [tag:b\\] c] [never:") == [("id", "a"), ("tag", "b] c")]
