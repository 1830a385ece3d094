"""What the fold makes of one statement, in sentences: whether it counts and why, and what stands because of it."""

from dataclasses import dataclass, field
from uuid import UUID

from django.utils.translation import gettext as _

from learners.enrolment.models import Enrolment
from learners.progress.evidence import facts_of, piece_of
from learners.progress.explaining import verdict
from learners.progress.folding import Evidence, Facts, UnitState
from learners.progress.models import Completion, Progress, Status
from learners.progress.naming import content_titles, course_titles, unit_titles
from learners.progress.proof import PROVES, Subject
from learners.progress.resting import Resting, resting_on
from learners.progress.storing import state_of
from learners.progress.words import SUBJECTS, VERBS, moment_words, score_words
from xapi.models import Kind, Statement, Trust


@dataclass
class Judgement:
    """``counts`` is True where the statement proves something, None where it only shows that somebody was there."""

    verdict: str
    counts: bool | None = False
    standing: list[str] = field(default_factory=list)
    resting: list[Resting] = field(default_factory=list)


def judge(row: Statement) -> Judgement:
    enrolment = Enrolment.objects.filter(pk=row.registration).first() if row.registration else None
    if enrolment is None:
        return Judgement(_("Không thuộc ghi danh nào ở đây nên không tính vào tiến độ của ai."))
    if row.kind != Kind.RECORD:
        return Judgement(_("Là loại “%s”: được lưu, nhưng tiến độ không tính từ loại này.") % row.get_kind_display())
    piece = piece_of(row, enrolment.course_key)
    if piece is None:
        return Judgement(_not_evidence(row))
    facts = facts_of([enrolment.pk])[enrolment.pk]
    words, counts = _verdict(piece, facts)
    return Judgement(words, counts, _standing(enrolment, piece), _rests(enrolment, piece))


def _not_evidence(row: Statement) -> str:
    if row.is_voiding:
        return _("Là việc hủy: phát biểu bị hủy không được tính nữa, và tiến độ được tính lại ngay lúc đó.")
    return _("Không nói về khóa học đã ghi danh hay bài nào của hệ thống nên không tính vào tiến độ.")


def _verdict(piece: Evidence, facts: Facts) -> tuple[str, bool | None]:
    found = verdict(piece, facts)
    kind = Subject.COURSE if piece.unit_key is None else facts.kinds.get(piece.unit_key, "")
    kind = kind if piece.part is None else Subject.PART
    subject = SUBJECTS.get(kind, "")
    if found == "voided":
        return _("Đã bị hủy nên không được tính."), False
    if found == "unknown unit":
        return _("Bài này không có trong bản phát hành mà người học đang theo nên không được tính."), False
    if found == "proves":
        return _("Được tính: chứng minh người học đã xong %s này.") % subject, True
    if found == "shows":
        return _("Cho thấy người học đã vào %s này, chưa chứng minh là đã xong.") % subject, None
    if found == "proves part verified":
        return _("Được tính: chứng minh phần tương tác này của bài đã xong, với điểm do máy chủ kiểm."), True
    if found == "proves part":
        return _("Được tính: chứng minh phần tương tác này của bài đã xong. Điểm là trình duyệt tự báo."), True
    return _("Không được tính. Để chứng minh đã xong %(subject)s, cần: %(needed)s.") % {
        "subject": subject,
        "needed": needed_for(kind),
    }, False


def needed_for(kind: str) -> str:
    """The rows of the proof table for one kind of thing."""
    rows = sorted((VERBS[verb], Trust(trust).label) for trust, verb, subject in PROVES if subject == kind)
    return _(", hoặc ").join(_("“%(verb)s” do nguồn “%(trust)s” ghi") % {"verb": v, "trust": t} for v, t in rows)


def _standing(enrolment: Enrolment, piece: Evidence) -> list[str]:
    """Where the unit and the course stand now, whatever they owe to this statement."""
    progress = Progress.objects.get(pk=enrolment.pk)
    said = [] if piece.unit_key is None else [_unit_standing(progress, piece, piece.unit_key)]
    title = course_titles({progress.course_key}).get(progress.course_key, "")
    done = {"course": title, "done": progress.units_done, "required": progress.units_required}
    if progress.status == Status.COMPLETED and progress.completed_at:
        said.append(
            _("Khóa %(course)s: đã hoàn thành lúc %(at)s.") % {**done, "at": moment_words(progress.completed_at)}
        )
    else:
        said.append(_("Khóa %(course)s: xong %(done)d trên %(required)d bài bắt buộc, chưa hoàn thành.") % done)
    return said


def _unit_standing(progress: Progress, piece: Evidence, unit_key: UUID) -> str:
    unit = state_of(progress).units.get(unit_key)
    title = unit_titles({unit_key}).get(unit_key, (str(unit_key), ""))[0]
    if unit is None:
        return _("%s: chưa bắt đầu.") % title
    score = "" if unit.score is None else _(" Điểm cao nhất %s.") % score_words(unit.score)
    if piece.part is not None:
        return _part_standing(unit, piece.part)
    if unit.done is None:
        return _("%s: đang học, chưa xong.") % title + score
    same = unit.done == piece.timestamp and piece.voided_at is None
    by = _(", nhờ phát biểu này") if same else ""
    return _("%(title)s: đã xong lúc %(at)s%(by)s.") % {"title": title, "at": moment_words(unit.done), "by": by} + score


def _part_standing(unit: UnitState, content_key: UUID) -> str:
    part = unit.parts.get(content_key)
    title = content_titles({content_key}).get(content_key, str(content_key))
    if part is None:
        return _("Phần tương tác “%s”: chưa làm.") % title
    if part.verified is None:
        return _("Phần tương tác “%(title)s”: đã xong lúc %(at)s.") % {"title": title, "at": moment_words(part.done)}
    said = {"title": title, "at": moment_words(part.done), "verified": moment_words(part.verified)}
    return _("Phần tương tác “%(title)s”: đã xong lúc %(at)s, máy chủ kiểm kết quả lúc %(verified)s.") % said


def _rests(enrolment: Enrolment, piece: Evidence) -> list[Resting]:
    """What rests on the completions this statement is, or that came at or after it; nothing on a part."""
    if piece.part is not None:
        return []
    known = Completion.objects.filter(enrolment=enrolment)
    if piece.unit_key is None:
        known = known.filter(pk=piece.statement_id)
    else:
        known = known.filter(recorded_at__gte=piece.stored)
    wanted = set(known.values_list("pk", flat=True))
    return [item for item in resting_on(enrolment.pk) if item.completion in wanted] if wanted else []
