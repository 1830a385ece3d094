"""What stands beside a question: hints, a picture with its words, a recording; all of it belongs to the version."""

from dataclasses import dataclass
from typing import Self

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from courses.questions.models import QuestionVersion

MOST_HINTS, LONGEST_HINT = 5, 500


@dataclass(frozen=True, slots=True)
class Material:
    """``image_alt`` is "" for a picture that only decorates; one recording at most."""

    hints: tuple[str, ...] = ()
    image_id: int | None = None
    image_alt: str = ""
    audio_id: int | None = None
    video_id: int | None = None

    @classmethod
    def of(cls, version: QuestionVersion) -> Self:
        return cls(tuple(version.hints), version.image_id, version.image_alt, version.audio_id, version.video_id)

    def check(self) -> None:
        """Raises ``ValidationError``, by field."""
        if len(self.hints) > MOST_HINTS:
            raise ValidationError({"hints": [_("Nhiều nhất %d gợi ý.") % MOST_HINTS]})
        if any(not hint.strip() or len(hint) > LONGEST_HINT or "\x00" in hint for hint in self.hints):
            text = _("Mỗi gợi ý là một dòng, dài nhất %d ký tự.")
            raise ValidationError({"hints": [text % LONGEST_HINT]})
        if self.audio_id and self.video_id:
            raise ValidationError({"video": [_("Mỗi câu hỏi có một bản ghi: chọn âm thanh hoặc video.")]})
