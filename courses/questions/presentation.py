"""Questions on a page, answered without JavaScript, and what comes back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import prefetch_related_objects
from django.http import QueryDict

from content.media.models import CourseImage
from content.media.recordings import Recording
from courses.questions.models import QuestionVersion
from courses.questions.types import type_of
from courses.questions.types.base import MAX_TEXT, Option, Response, Row


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the question; ``alt`` is "" for a picture that only decorates, or for none."""

    hints: list[str] = field(default_factory=list)
    image: CourseImage | None = None
    alt: str = ""
    recording: Recording | None = None

    @property
    def recording_template(self) -> str:
        return f"blocks/{self.recording.what}.html" if self.recording else ""


@dataclass(frozen=True, slots=True)
class Item:
    """The ``item`` of the templates; ``prefix`` names its fields."""

    template: str
    prefix: str
    number: int
    prompt: str
    options: list[Option]
    rows: list[Row]
    text: str
    hint: str
    unit: str
    # What is wrong with the saved answer, where that can be said without judging it.
    problem: str
    max_text: int = MAX_TEXT
    # One of ``essay.Files``; "" where no files are taken.
    files: str = ""
    beside: Beside = field(default_factory=Beside)


def present(version: QuestionVersion, order: Sequence[int], response: Any, *, prefix: str, number: int) -> Item:
    """What the template of its type shows, with the saved ``response`` filled in."""
    asked, data = type_of(version.question.kind), version.data
    shown = asked.show(data, order, asked.well_formed(data, response), prefix)
    return Item(
        template=asked.template,
        prefix=prefix,
        number=number,
        prompt=asked.prompt(data, version.prompt),
        options=shown.options,
        rows=shown.rows,
        text=shown.text,
        hint=shown.hint,
        unit=shown.unit,
        problem=shown.problem,
        max_text=shown.longest,
        files=shown.files,
        beside=Beside(version.hints, version.image, version.image_alt, version.audio or version.video),
    )


def read_pictures(versions: Iterable[QuestionVersion]) -> None:
    """The sizes a browser may choose from, in one query for all pictures; none where there is no picture."""
    images = [version.image for version in versions if version.image]
    if images:
        prefetch_related_objects(images, "renditions")


def parse(version: QuestionVersion, order: Sequence[int], post: QueryDict, prefix: str) -> Response | None:
    """The response in original indices; None when nothing, or nothing that can be read, was sent."""
    asked, data = type_of(version.question.kind), version.data
    return asked.well_formed(data, asked.read(data, order, post, prefix))
