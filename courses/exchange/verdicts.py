"""What would become of each item of a file: new, changed, the same, or refused with a reason.

An item that names a question of the bank is that question; without a name it is one that asks the same and has the same
answers. What a file does not say of difficulty, competence and tags stays as it is.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from courses.exchange.items import Item, Read, one_line
from courses.questions.material import Material
from courses.questions.models import Difficulty, Question, QuestionVersion
from courses.questions.plain_text import to_text
from courses.questions.tagged import tags_of
from courses.questions.validation import validate_data

LONGEST_TEXT = 20_000


class Status(Enum):
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Verdict:
    """``question`` is the bank's, None for a new one; ``item`` is None for what is refused."""

    place: str
    prompt: str
    status: Status
    reason: str = ""
    item: Item | None = None
    question: Question | None = None

    @property
    def notes(self) -> tuple[str, ...]:
        return self.item.notes if self.item else ()


def judge(read: Read) -> list[Verdict]:
    """In the order of the file; four queries for any number of items."""
    bank = _Bank(item for item in read if isinstance(item, Item))
    return [bank.judge(one) if isinstance(one, Item) else _refused(one.place, one.prompt, one.reason) for one in read]


def as_uuid(key: str) -> UUID | None:
    try:
        return UUID(key)
    except ValueError:
        return None


def _refused(place: str, prompt: str, reason: str) -> Verdict:
    return Verdict(place, one_line(prompt), Status.REFUSED, reason)


def problem(item: Item) -> str:
    """Why the item cannot be a question; "" for nothing."""
    if not item.prompt.strip():
        return _("thiếu câu hỏi")
    if max(len(item.prompt), len(item.explanation)) > LONGEST_TEXT or "\x00" in item.prompt + item.explanation:
        return _("câu hỏi hoặc giải thích quá dài, hoặc có ký tự không lưu được")
    if item.difficulty and item.difficulty not in Difficulty.values:
        return _("không có độ khó này")
    if len(item.competence) > 16 or len(item.key) > 64 or any(len(tag) > 100 for tag in item.tags):
        return _("mã, nhãn hoặc năng lực quá dài")
    try:
        validate_data(item.kind, item.data, item.prompt)
        Material(item.hints).check()
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


class _Bank:
    """The questions the items may be, read once."""

    def __init__(self, items: Iterable[Item]) -> None:
        wanted = list(items)
        uuids = [found for item in wanted if item.key and (found := as_uuid(item.key))]
        names = [item.key for item in wanted if item.key and not as_uuid(item.key)]
        rows = Question.objects.select_related("current")
        self.named: dict[str, Question] = {}
        for question in [*rows.filter(key__in=uuids), *rows.filter(source_key__in=names)]:
            self.named[str(question.key)] = self.named[question.source_key or str(question.key)] = question
        self.tags = tags_of([question.pk for question in self.named.values()])
        prompts = {item.prompt for item in wanted if not item.key}
        self.asked: dict[tuple[str, str, str], Question] = {
            _asks(question.kind, question.current): question
            for question in rows.filter(current__prompt__in=prompts).order_by("-pk")
            if question.current
        }
        self.seen: dict[str | tuple[str, str, str], str] = {}

    def judge(self, item: Item) -> Verdict:
        reason = problem(item)
        if reason:
            return _refused(item.place, item.prompt, reason)
        asks = (item.kind, item.prompt, to_text(item.kind, item.data))
        name = str(as_uuid(item.key) or item.key) if item.key else asks
        if name in self.seen:
            return _refused(item.place, item.prompt, _("trùng với %s") % self.seen[name])
        self.seen[name] = item.place
        question = self.named.get(name) if isinstance(name, str) else self.asked.get(name)
        return self._against(item, question)

    def _against(self, item: Item, question: Question | None) -> Verdict:
        prompt = one_line(item.prompt)
        if question is None:
            return Verdict(item.place, prompt, Status.NEW, item=item)
        if question.kind != item.kind:
            text = _("mã này là của một câu loại khác: %s") % question.get_kind_display()
            return _refused(item.place, prompt, text)
        same = not item.key or is_same(item, question, self.tags[question.pk])
        return Verdict(item.place, prompt, Status.SAME if same else Status.CHANGED, item=item, question=question)


def _asks(kind: str, version: QuestionVersion) -> tuple[str, str, str]:
    return kind, version.prompt.replace("\r\n", "\n"), to_text(kind, version.data)


def is_same(item: Item, question: Question, tags: list[str]) -> bool:
    current = question.current
    return (
        current is not None
        and _asks(question.kind, current) == (item.kind, item.prompt, to_text(item.kind, item.data))
        and current.explanation.replace("\r\n", "\n") == item.explanation
        and tuple(current.hints) == item.hints
        and item.difficulty in ("", question.difficulty)
        and item.competence in ("", question.competence)
        and (not item.tags or sorted(item.tags) == tags)
    )
