"""What a writer can be told of a lesson while she writes: pure functions over its blocks as a stream keeps them.

A **finding** is one thing to look at, with the block it is in. Those that keep learners out or were left unfinished
(a picture without words, headings out of order, a placeholder) **block the release**; weight, length and links only
warn. A video without captions does not get as far: the database has none. Nothing here asks the network: of a link
only what is written is known.
"""

import gzip
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from courses.catalogue.block_text import Parsed, Raw, pictures, shown_pictures, texts
from courses.catalogue.pace import SYLLABLES_A_MINUTE, minutes_of

# How the skeletons of courses mark what is still to be written.
PLACEHOLDER = "[Viết:"
KILO = 1024
# DESIGN section 10: a lesson visited again, of which all but the text is kept by the browser; and all of a first visit.
NEXT, FIRST = 20 * KILO, 100 * KILO
# Ours: what takes a minute at the 128 kbit/s that is left of a mobile plan whose fast part is used up.
MEDIA = 1024 * KILO
# Ours: longer than anybody reads on a phone at one sitting.
LONGEST = 20
# Ours: minutes that make no difference to whoever plans an evening.
NEAR = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """``block`` is the id of the block it is in, "" for the lesson as a whole."""

    text: str
    block: str = ""
    blocks_release: bool = False


@dataclass(slots=True)
class Report:
    """Sizes in bytes: ``weight`` of the text as it is sent, ``media`` of pictures as learners get them, at most.

    ``played`` is what sounds and videos weigh, which nobody fetches before she plays them.
    """

    syllables: int = 0
    minutes: int = 0
    weight: int = 0
    media: int = 0
    played: int = 0
    links: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    pace: ClassVar[int] = SYLLABLES_A_MINUTE
    budget_kb: ClassVar[int] = NEXT // KILO

    @property
    def weight_kb(self) -> int:
        return kilobytes(self.weight)

    @property
    def media_kb(self) -> int:
        return kilobytes(self.media)

    @property
    def played_kb(self) -> int:
        return kilobytes(self.played)

    @property
    def blocking(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.blocks_release]

    @property
    def warnings(self) -> list[Finding]:
        return [finding for finding in self.findings if not finding.blocks_release]


def proofread(
    raw: Raw, *, minutes: int, frame: int, sizes: Mapping[int, int], played: Iterable[tuple[int, int]] = ()
) -> Report:
    """``minutes`` are those the lesson says it takes, ``frame`` the bytes around its text on a first visit.

    ``sizes`` are the bytes of each picture by its id, ``played`` bytes and seconds of each sound and video in it.
    """
    recorded = list(played)
    written = [(block.get("id", ""), html) for block in raw for html in texts(block["value"])]
    parsed = [(block, Parsed(html)) for block, html in written]
    shown = [number for block in raw for number in shown_pictures(block["value"])]
    report = Report(
        syllables=sum(len(one.words) for _block, one in parsed),
        weight=len(gzip.compress("".join(html for _block, html in written).encode())),
        media=sum(sizes.get(number, 0) for number in shown),
        links=list(dict.fromkeys(link for _block, one in parsed for link in one.links)),
    )
    report.played = sum(size for size, _seconds in recorded)
    listened = round(sum(seconds for _size, seconds in recorded) / 60)
    sitting = minutes_of(report.syllables, len(shown)) + listened
    report.minutes = sitting + _practice(raw)
    length = _of_length(sitting, report.minutes, minutes)
    report.findings = [*blocking(raw), *_of_links(parsed), *_of_size(report, frame), *length]
    return report


def blocking(raw: Raw) -> list[Finding]:
    """What has to be put right before a release."""
    found = []
    for block in raw:
        name = block.get("id", "")
        if any(not _is_described(picture) for picture in pictures(block["value"])):
            found.append(Finding(_("Ảnh chưa có mô tả, cũng chưa đánh dấu là ảnh trang trí."), name, True))
        if any(PLACEHOLDER in html for html in texts(block["value"])):
            found.append(Finding(_("Còn chỗ chưa viết, ghi trong ngoặc vuông “[Viết: …]”."), name, True))
    return [*found, *_of_headings(raw)]


def _of_headings(raw: Raw) -> Iterator[Finding]:
    """The lesson's title is level 1: the first heading is of level 2, and none skips a level."""
    level = 1
    for block in raw:
        for html in texts(block["value"]):
            for depth, words in Parsed(html).headings:
                if not words:
                    yield Finding(_("Có tiêu đề trống."), block.get("id", ""), True)
                elif depth > level + 1:
                    text = _("Tiêu đề “%s” nhảy cấp: trước nó cần một tiêu đề lớn hơn.")
                    yield Finding(text % _short(words), block.get("id", ""), True)
                level = depth if words else level


def _of_links(parsed: list[tuple[str, Parsed]]) -> Iterator[Finding]:
    for block, one in parsed:
        for link in one.links:
            if link.lower().startswith("http://"):
                text = _("Liên kết không mã hóa (http): %s. Hãy dùng địa chỉ https nếu có.")
                yield Finding(text % _short(link), block)


def _of_size(report: Report, frame: int) -> Iterator[Finding]:
    if report.weight > NEXT or report.weight + frame > FIRST:
        sizes = {"size": kilobytes(report.weight), "most": NEXT // KILO}
        yield Finding(_("Phần chữ nặng %(size)d KB, nên dưới %(most)d KB. Hãy tách thành hai bài.") % sizes)
    if report.media > MEDIA:
        sizes = {"size": kilobytes(report.media), "most": MEDIA // KILO}
        yield Finding(_("Ảnh và tệp nặng %(size)d KB, nên dưới %(most)d KB cho người dùng mạng yếu.") % sizes)


def _of_length(sitting: int, found: int, said: int) -> Iterator[Finding]:
    """``sitting`` are the minutes at the screen; a practice task is done away from it, and counts in ``found`` only."""
    if sitting > LONGEST:
        yield Finding(_("Bài dài khoảng %d phút. Người học trên điện thoại dễ bỏ dở; nên tách bài.") % sitting)
    if misleads(said, found):
        minutes = {"said": said, "found": found}
        yield Finding(_("Bài ghi %(said)d phút, nhưng đọc và làm hết khoảng %(found)d phút.") % minutes)


def misleads(said: int, found: int) -> bool:
    """Minutes a lesson says it takes against those it is found to take: twice as long, either way, misleads.

    A difference of less than ``NEAR`` is nothing anybody plans by: two minutes said of a lesson that takes one.
    """
    longer, shorter = max(said, found), min(said, found)
    return longer >= 2 * shorter and longer - shorter >= NEAR


def kilobytes(size: int) -> int:
    """Rounded up: what is there is never 0."""
    return -(-size // KILO)


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60].rstrip()}…"


def _is_described(picture: Mapping[str, Any]) -> bool:
    return bool(picture["decorative"] or (picture["alt_text"] or "").strip())


def _practice(raw: Raw) -> int:
    return sum(block["value"].get("minutes") or 0 for block in raw if block["type"] == "practice")
