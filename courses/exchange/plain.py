"""Texts of other programs as ours are: plain. Pictures and recordings in them stay out, and the author is told."""

import re
from html.parser import HTMLParser

_BLOCKS = {"p", "div", "br", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre"}
_MEDIA = {"img", "audio", "video", "object", "embed", "iframe", "svg", "source"}
_SKIPPED = {"script", "style"}
# What Moodle writes for the place of a file that is in the question.
_FILE = "@@PLUGINFILE@@"


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.has_media = False
        self._skipped = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self.parts.append("\n")
        self.has_media = self.has_media or tag in _MEDIA or any(_FILE in (value or "") for _name, value in attrs)
        self._skipped += tag in _SKIPPED

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.parts.append("\n")
        if tag in _SKIPPED and self._skipped:
            self._skipped -= 1

    def handle_data(self, data: str) -> None:
        if not self._skipped:
            self.parts.append(re.sub(r"\s+", " ", data))


def from_html(html: str) -> tuple[str, bool]:
    """The text, paragraph by paragraph, and whether something to see or hear was in it."""
    reader = _Text()
    reader.feed(html)
    reader.close()
    lines = [" ".join(part.split()) for part in "".join(reader.parts).split("\n")]
    return "\n".join(part for part in lines if part), reader.has_media
