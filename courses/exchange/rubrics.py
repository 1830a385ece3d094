"""Essays that come without a rubric of ours: one criterion of three levels, which their author is told to mend."""

from typing import Any

from django.utils.translation import gettext as _

from courses.questions.types.by_hand import clean_guidance


def without_rubric(guidance: str = "") -> dict[str, Any]:
    levels = [(_("Chưa đạt"), 0), (_("Đạt một phần"), 1), (_("Đạt"), 2)]
    rubric = [{"name": _("Bài làm"), "levels": [{"words": words, "points": points} for words, points in levels]}]
    told = clean_guidance(guidance)
    return {"criteria": rubric, **({"guidance": told} if told else {})}


def rubric_note() -> str:
    return _("bài tự luận có tiêu chí chấm mặc định, anh/chị sửa lại sau khi đưa vào")
