"""Statements in words: the verbs, how far a source is believed, kinds of things. One table each."""

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from content.h5p.claims.grading.grade import Reason
from content.h5p.claims.grading.verdict import Outcome
from courses.editions.models import UnitKind
from learners.progress.claims import claimed_iri, verdict_iri, verdict_of
from learners.progress.proof import Subject
from xapi.models import Trust
from xapi.rows import Json
from xapi.vocabulary import Verb

VERBS = {
    Verb.REGISTERED: gettext_lazy("đã ghi danh"),
    Verb.INITIALIZED: gettext_lazy("đã bắt đầu"),
    Verb.COMPLETED: gettext_lazy("đã hoàn thành"),
    Verb.PASSED: gettext_lazy("đã đạt"),
    Verb.FAILED: gettext_lazy("chưa đạt"),
    Verb.SCORED: gettext_lazy("được chấm điểm"),
    Verb.ANSWERED: gettext_lazy("đã trả lời"),
    Verb.EXPERIENCED: gettext_lazy("đã xem"),
    Verb.INTERACTED: gettext_lazy("đã thao tác với"),
    Verb.PROGRESSED: gettext_lazy("đã học tiếp"),
    Verb.SUSPENDED: gettext_lazy("đã tạm dừng"),
    Verb.VOIDED: gettext_lazy("đã hủy"),
    Verb.SATISFIED: gettext_lazy("đã đáp ứng"),
    Verb.CERTIFIED: gettext_lazy("được cấp giấy chứng nhận hoàn thành"),
    Verb.PLAYED: gettext_lazy("đã phát"),
    Verb.PAUSED: gettext_lazy("đã tạm ngừng phát"),
    Verb.ATTEMPTED: gettext_lazy("đã mở"),
    Verb.CONSUMED: gettext_lazy("đã xem"),
}
VERDICTS = {
    Outcome.AGREED: gettext_lazy("Máy chủ tính lại từ câu trả lời và ra đúng điểm ấy."),
    Outcome.DISAGREED: gettext_lazy("Máy chủ tính lại từ câu trả lời và ra điểm khác; điểm ghi ở đây là của máy chủ."),
    Outcome.CANNOT_KNOW: gettext_lazy("Máy chủ không tính lại được điểm của loại nội dung này."),
}
BELIEVED = {
    Trust.SYSTEM: gettext_lazy("Máy chủ tự ghi, được tin hoàn toàn."),
    Trust.SERVER_GRADED: gettext_lazy("Máy chủ chấm bài rồi ghi, được tin về kết quả kiểm tra."),
    Trust.LEARNER_SESSION: gettext_lazy(
        "Ghi từ phiên của người học, được tin khi người học đọc xong bài, không được tin về điểm."
    ),
    Trust.H5P_CLAIM: gettext_lazy(
        "Nội dung tương tác tự báo từ trình duyệt của người học, chỉ được tin là phần tương tác ấy đã xong."
    ),
    Trust.TRUSTED_EXTERNAL: gettext_lazy("Hệ thống bên ngoài được tin về việc hoàn thành cả khóa học."),
    Trust.EXTERNAL: gettext_lazy("Hệ thống bên ngoài, được lưu nhưng không chứng minh được điều gì."),
}
SUBJECTS = {
    UnitKind.LESSON: gettext_lazy("bài học"),
    UnitKind.ASSESSMENT: gettext_lazy("bài kiểm tra"),
    Subject.COURSE: gettext_lazy("khóa học"),
    Subject.PART: gettext_lazy("phần tương tác"),
}


def verb_words(iri: str, display: Any = None) -> str:
    """In Vietnamese where it is known, else as the statement itself calls it, else the end of its IRI."""
    if iri in VERBS:
        return str(VERBS[iri])
    name = in_one_language(display) or iri.rstrip("/").rsplit("/", 1)[-1]
    return _("đã thực hiện “%s” với") % name


def in_one_language(texts: Any) -> str:
    """Of a language map the Vietnamese text, else the English one, else the first."""
    if not isinstance(texts, dict) or not texts:
        return ""
    by_tag = {tag.lower().split("-")[0]: text for tag, text in reversed(texts.items())}
    return str(by_tag.get("vi") or by_tag.get("en") or next(iter(texts.values())))


def moment_words(moment: dt.datetime) -> str:
    """The hour and day in the reader's time zone and language."""
    return date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT")


def score_words(share: Any) -> str:
    """A share of 1 as a percentage with a decimal comma: ``0.875`` -> ``"87,5%"``."""
    return f"{float(share) * 100:.1f}".removesuffix(".0").replace(".", ",") + "%"


def result_words(result: Json) -> list[str]:
    """What the result says, a line each."""
    lines = []
    if "success" in result:
        lines.append(_("Đạt yêu cầu.") if result["success"] else _("Chưa đạt yêu cầu."))
    if "completion" in result:
        lines.append(_("Đã làm xong.") if result["completion"] else _("Chưa làm xong."))
    score = result.get("score", {})
    if "scaled" in score:
        lines.append(_("Điểm: %s.") % score_words(score["scaled"]))
    elif "raw" in score:
        lines.append(_("Điểm: %s.") % str(score["raw"]).replace(".", ","))
    extensions = result.get("extensions", {})
    if verdict := verdict_of({"result": result}):
        lines.append(" ".join([str(VERDICTS[verdict]), *_reason(extensions)]))
    if isinstance(claimed := extensions.get(claimed_iri()), dict) and "scaled" in claimed:
        lines.append(_("Trình duyệt tự báo điểm: %s.") % score_words(claimed["scaled"]))
    if "duration" in result:
        lines.append(_("Thời lượng (ISO 8601): %s.") % result["duration"])
    if "response" in result:
        lines.append(_("Trả lời: %s") % result["response"])
    return lines


def _reason(extensions: Json) -> list[str]:
    """Why the server does not come to the claim's score, where that says more than the verdict."""
    found = next((one for one in Reason if one == extensions[verdict_iri()].get("reason")), None)
    return [found.words()] if found is not None and found not in (Reason.SAME, Reason.SCORE) else []
