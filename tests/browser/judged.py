"""Pages where people decide: who marks, who is asked for attempts, who objects."""

from typing import Any

from django.contrib.auth.models import Permission

from courses.catalogue.assessment_forms import AFTER, ANSWERS, CLOSED, DURING, LATER, MARKS
from courses.questions.models import QuestionKind
from learners.attempts.actions import open_attempt, save_answers, submit
from learners.attempts.appealing import appeal
from learners.attempts.files import add_file
from learners.attempts.models import Attempt
from learners.attempts.requesting import ask
from learners.enrolment.actions import enrol
from learners.enrolment.models import Enrolment
from learners.marking.actions import Given, finish
from learners.people.models import Account
from tests.attempts.file_samples import JPEG, sent
from tests.browser.place import Place
from tests.browser.world import World
from tests.questions.samples import BY_HAND
from tests.study import world as study

ESSAY, SEEN, GAP = range(3)
KINDS = (QuestionKind.ESSAY, QuestionKind.PERFORMANCE, QuestionKind.FILL)
SHOWN = {DURING: [], AFTER: [MARKS, ANSWERS], LATER: [MARKS, ANSWERS], CLOSED: [MARKS, ANSWERS]}


def places(made: World) -> list[Place]:
    return [*_of_markers(made), *_of_files(made), *_of_asking(made)]


def _of_files(made: World) -> list[Place]:
    """A paper with a file on it, and one handed in."""
    course = study.taking_files(made.oanh)
    begun, handed_in = (
        open_attempt(enrolment=mine, unit=mine.progress.edition.units.get())
        for mine in (_taken(made.lan, course), _taken(made.minh, course))
    )
    for attempt in (begun, handed_in):
        lock = Attempt.objects.select_for_update().filter(pk=attempt.pk).get
        add_file(lock=lock, position=0, upload=sent(JPEG, "Kế hoạch hỗ trợ người dân trong một tháng, viết tay.jpg"))
    essay = submit(attempt=handed_in).items.get()
    return [
        Place("paper with a file", f"/hoc/luot/{begun.pk}/", made.lan),
        Place("result with a file", f"/hoc/luot/{handed_in.pk}/ket-qua/", made.minh, always=False),
        Place("essay with a file", f"/cham-bai/{essay.pk}/", made.oanh, always=False),
    ]


def _of_markers(made: World) -> list[Place]:
    """Two papers with an essay and something to be seen: one waits, half of the other is marked."""
    course = study.sectioned(made.oanh, "Người chấm", KINDS)
    made.oanh.user_permissions.add(Permission.objects.get(codename="mark_answers"))
    waiting, begun = (_handed_in(_taken(account, course)) for account in (made.lan, made.minh))
    essay, seen = (waiting.items.get(position=place) for place in (ESSAY, SEEN))
    judgement = BY_HAND[QuestionKind.ESSAY][2]
    marked = begun.items.get(position=ESSAY)
    finish(item=marked, given=Given(judgement, "Rõ ràng, đủ việc cần làm."), acting_user=made.oanh)
    return [
        Place("result that waits", f"/hoc/luot/{waiting.pk}/ket-qua/", made.lan),
        Place("queue of marking", "/cham-bai/", made.oanh),
        Place("essay to mark", f"/cham-bai/{essay.pk}/", made.oanh),
        Place("performance to see", f"/cham-bai/{seen.pk}/", made.oanh, always=False),
        Place("essay marked", f"/cham-bai/{marked.pk}/", made.oanh, always=False),
    ]


def _of_asking(made: World) -> list[Place]:
    """One paper allowed and failed: more attempts are asked for, a question is objected to."""
    course = study.sectioned(made.oanh, "Hết lượt", max_attempts=1, feedback=SHOWN)
    mine = _taken(made.lan, course)
    failed = _handed_in(mine)
    unit = mine.progress.edition.units.get()
    door, result = f"/hoc/{mine.pk}/bai/{unit.unit_key}/", f"/hoc/luot/{failed.pk}/"
    his = _taken(made.minh, course)
    _handed_in(his)
    asked = ask(enrolment=mine, unit=unit, words="Tôi bấm nộp nhầm.", acting_user=made.lan)
    appeal(item=failed.items.get(position=0), words="Câu này có hai đáp án đúng.", acting_user=made.lan)
    health = made.province.health.pk
    return [
        Place("none left, asked", door, made.lan, always=False),
        Place("none left", f"/hoc/{his.pk}/bai/{unit.unit_key}/", made.minh),
        Place("result, objected to", f"{result}ket-qua/", made.lan, always=False),
        Place("who asks for attempts", "/phu-trach/xin-them-luot/", made.minh, always=False),
        Place("one who asks", f"/phu-trach/xin-them-luot/{asked.pk}/", made.minh),
        Place("more time for an agency", f"/phu-trach/co-quan/{health}/them-gio/", made.minh, always=False),
    ]


def _taken(account: Account, course: Any) -> Enrolment:
    return enrol(person=account.person, course_key=course.translation_key, acting_user=account)


def _handed_in(mine: Enrolment) -> Attempt:
    attempt = open_attempt(enrolment=mine, unit=mine.progress.edition.units.get())
    save_answers(attempt=attempt, answers={ESSAY: "Đổi mật khẩu ngay.\nBáo tổ trưởng."})
    return submit(attempt=attempt)
