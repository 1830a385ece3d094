"""What a release now would change against the last edition, in words an editor can check."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any
from uuid import UUID

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from wagtail.models import Revision

from courses.catalogue.models import CoursePage
from courses.editions.drafts import Draft, Unpublished, drafts, live_revision_id, waiting
from courses.editions.models import Edition, EditionUnit, UnitKind
from courses.editions.queries import latest
from courses.editions.registry import learners_in_progress
from courses.editions.wording import RuleWords, language_name

# What of a page's revision a learner reads; a page published again without a change of these has not changed.
READ = {UnitKind.LESSON: ("title", "minutes", "body"), UnitKind.ASSESSMENT: ("title", "intro")}


@dataclass(frozen=True, slots=True)
class Change:
    title: str
    detail: str = ""


@dataclass(slots=True)
class ReleasePreview:
    """``waiting`` names pages whose newest writing is not published; ``fingerprint`` says what exactly was shown."""

    course: CoursePage
    previous: Edition | None
    learners: int
    units: list[Draft]
    waiting: list[Unpublished]
    fingerprint: str
    about: list[Change] = field(default_factory=list)
    added: list[Change] = field(default_factory=list)
    removed: list[Change] = field(default_factory=list)
    moved: list[Change] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    new_rules: list[Change] = field(default_factory=list)
    newly_required: list[Change] = field(default_factory=list)
    no_longer_required: list[Change] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not any(changes for _heading, changes in self.groups)

    @property
    def groups(self) -> list[tuple[str, list[Change]]]:
        """What changed, by kind, in the order an editor checks it."""
        return [
            (_("Khóa học"), self.about),
            (_("Thêm"), self.added),
            (_("Bỏ"), self.removed),
            (_("Đổi chỗ"), self.moved),
            (_("Sửa nội dung"), self.changed),
            (_("Đổi cách làm bài hoặc câu hỏi"), self.new_rules),
            (_("Thành bắt buộc"), self.newly_required),
            (_("Không còn bắt buộc"), self.no_longer_required),
        ]


def preview(course: CoursePage) -> ReleasePreview:
    """Compare the live pages of ``course`` with its last edition; a dozen queries for any number of units."""
    previous, units = latest(course.translation_key), drafts(course)
    old = {unit.unit_key: unit for unit in previous.units.prefetch_related("texts")} if previous else {}
    result = ReleasePreview(
        course=course,
        previous=previous,
        learners=learners_in_progress(course.translation_key),
        units=units,
        waiting=waiting(course),
        fingerprint=_fingerprint(course, previous, units),
    )
    kept = [(draft, old[draft.unit_key]) for draft in units if draft.unit_key in old]
    _compare_units(result, old)
    _compare_requirements(result, kept)
    if previous:
        renamed = _renamed_modules(kept, old)
        result.about = _about(course, previous, renamed)
        result.moved = _moved(kept, renamed)
        result.changed = _changed_texts(kept)
        result.new_rules = _new_rules(kept)
    return result


def _fingerprint(course: CoursePage, previous: Edition | None, units: list[Draft]) -> str:
    seen = [
        [str(draft.unit_key), draft.module_title, draft.page.required, draft.rules, sorted(_revisions(draft).items())]
        for draft in units
    ]
    whole = json.dumps([course.title, str(course.hours), previous.number if previous else 0, seen])
    return hashlib.sha256(whole.encode()).hexdigest()


def _revisions(draft: Draft) -> dict[str, int | None]:
    return {page.locale.language_code: live_revision_id(page) for page in draft.pages}


def _compare_units(result: ReleasePreview, old: Mapping[UUID, EditionUnit]) -> None:
    new = {draft.unit_key for draft in result.units}
    result.added = [Change(item.page.title, item.module_title) for item in result.units if item.unit_key not in old]
    result.removed = [Change(unit.title, unit.module_title) for key, unit in old.items() if key not in new]
    result.newly_required = [
        Change(item.page.title, _("bài mới"))
        for item in result.units
        if item.unit_key not in old and item.page.required
    ]


def _compare_requirements(result: ReleasePreview, kept: list[tuple[Draft, EditionUnit]]) -> None:
    for draft, unit in kept:
        if draft.page.required and not unit.required:
            result.newly_required.append(Change(draft.page.title))
        elif unit.required and not draft.page.required:
            result.no_longer_required.append(Change(draft.page.title))


def _about(course: CoursePage, previous: Edition, renamed: Mapping[str, str]) -> list[Change]:
    hours = [number_format(value.normalize(), use_l10n=True) for value in (previous.hours, course.hours)]
    facts = [(_("Tên khóa học"), previous.title, course.title), (_("Số giờ"), *hours)]
    facts += [(_("Tên học phần"), old, new) for old, new in renamed.items()]
    return [Change(name, f"{old} → {new}") for name, old, new in facts if old != new]


def _renamed_modules(kept: list[tuple[Draft, EditionUnit]], old: Mapping[UUID, EditionUnit]) -> dict[str, str]:
    """Modules all of whose remaining units now stand under one title that no module had before."""
    before = {unit.module_title for unit in old.values()}
    now: dict[str, set[str]] = {}
    for draft, unit in kept:
        now.setdefault(unit.module_title, set()).add(draft.module_title)
    return {title: min(new) for title, new in now.items() if len(new) == 1 and not new & before}


def _moved(kept: list[tuple[Draft, EditionUnit]], renamed: Mapping[str, str]) -> list[Change]:
    """Units in another module, and units out of the order the others keep among themselves."""
    titles = {unit.pk: renamed.get(unit.module_title, unit.module_title) for _draft, unit in kept}
    stayed = [unit for draft, unit in kept if draft.module_title == titles[unit.pk]]
    now, before = [unit.pk for unit in stayed], [unit.pk for unit in sorted(stayed, key=lambda unit: unit.position)]
    blocks = SequenceMatcher(None, before, now, autojunk=False).get_matching_blocks()
    out_of_order = set(before).difference(*(before[block.a : block.a + block.size] for block in blocks))
    found = []
    for draft, unit in kept:
        if draft.module_title != titles[unit.pk]:
            found.append(Change(draft.page.title, f"{titles[unit.pk]} → {draft.module_title}"))
        elif unit.pk in out_of_order:
            found.append(Change(draft.page.title))
    return found


def _changed_texts(kept: list[tuple[Draft, EditionUnit]]) -> list[Change]:
    """Units whose text differs in some language, with the languages where it is not the course's own alone."""
    pinned = {unit.pk: {text.language: text.revision_id for text in unit.texts.all()} for _draft, unit in kept}
    pairs = [(draft, unit, pinned[unit.pk], _revisions(draft)) for draft, unit in kept]
    other = {pk for _d, _u, old, new in pairs if old != new for pk in (*old.values(), *new.values())}
    read = {pk: revision.content for pk, revision in Revision.objects.in_bulk([pk for pk in other if pk]).items()}
    found = []
    for draft, unit, old, new in pairs:
        languages = [code for code in {**new, **old} if not _reads_alike(unit.kind, old.get(code), new.get(code), read)]
        if languages:
            own = draft.page.locale.language_code
            words = ", ".join(language_name(code) for code in languages)
            found.append(Change(draft.page.title, "" if languages == [own] else words))
    return found


def _reads_alike(kind: str, old: int | None, new: int | None, read: Mapping[int, dict[str, Any]]) -> bool:
    if old == new:
        return True
    if old is None or new is None:
        return False
    return _what_is_read(kind, read[old]) == _what_is_read(kind, read[new])


def _what_is_read(kind: str, content: dict[str, Any]) -> list[Any]:
    """Blocks are compared as data: a database may keep their keys in another order than they were written."""
    return [json.loads(content[name]) if name == "body" else content.get(name) for name in READ[UnitKind(kind)]]


def _new_rules(kept: list[tuple[Draft, EditionUnit]]) -> list[Change]:
    differing = [(draft, unit) for draft, unit in kept if draft.rules != unit.rules]
    words = RuleWords([rules for draft, unit in differing for rules in (draft.rules, unit.rules)])
    return [Change(draft.page.title, words.difference(unit.rules, draft.rules)) for draft, unit in differing]
