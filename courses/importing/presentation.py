"""The blocks of a reading, ready for the templates learners' lessons are shown with."""

from dataclasses import dataclass

from wagtail.blocks.stream_block import StreamValue

from courses.catalogue.models import LessonPage
from courses.importing.pictures import Picture
from courses.importing.verdicts import Reading


@dataclass(frozen=True, slots=True)
class Shown:
    """A block, or a picture that is none of the site's yet."""

    block: StreamValue.StreamChild | None = None
    picture: Picture | None = None
    caption: str = ""


def shown_blocks(reading: Reading) -> list[Shown]:
    raw = [{"type": name, "value": value} for name, value in reading.blocks if name != "figure"]
    others = iter(LessonPage.body.field.to_python(raw))
    return [
        Shown(picture=reading.pictures[value["picture"]], caption=value["caption"])
        if name == "figure"
        else Shown(block=next(others))
        for name, value in reading.blocks
    ]
