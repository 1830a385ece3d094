"""What editors read about rules and languages."""

from collections import Counter
from collections.abc import Iterable

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.catalogue.models import AssessmentPage
from courses.editions.asking import SIMPLE, AssessmentRules
from courses.editions.rules import Rules
from courses.questions.models import QuestionVersion


def language_name(code: str) -> str:
    return dict(settings.LANGUAGES).get(code, code)


def versions_in(rules: Rules) -> list[int]:
    return [*AssessmentRules.of(rules).versions, *rules.get("inline", {}).values()]


class RuleWords:
    """Words for the difference of rules; knows every version they name by one query."""

    def __init__(self, rules: Iterable[Rules]) -> None:
        named = {version for one in rules for version in versions_in(one)}
        self.question_of = dict(QuestionVersion.objects.filter(pk__in=named).values_list("pk", "question_id"))

    def difference(self, old: Rules, new: Rules) -> str:
        return ", ".join([*self._simple(old, new), *self._questions(versions_in(old), versions_in(new))])

    def _simple(self, old: Rules, new: Rules) -> list[str]:
        found = []
        if old.get("pass_percent") != new.get("pass_percent"):
            found.append(_("điểm đạt %(old)s%% → %(new)s%%") % {"old": old["pass_percent"], "new": new["pass_percent"]})
        if old.get("max_attempts") != new.get("max_attempts"):
            attempts = {"old": _attempts(old["max_attempts"]), "new": _attempts(new["max_attempts"])}
            found.append(_("số lượt làm bài %(old)s → %(new)s") % attempts)
        if old.get("shuffle") != new.get("shuffle"):
            found.append(_("xáo trộn") if new["shuffle"] else _("không xáo trộn"))
        told = {"pass_percent", "max_attempts", "shuffle"}
        changed = [name for name in SIMPLE if name not in told and old.get(name) != new.get(name)]
        found += [str(AssessmentPage._meta.get_field(name).verbose_name) for name in changed]
        return found

    def _questions(self, old: list[int], new: list[int]) -> list[str]:
        before = {self.question_of[version]: version for version in old}
        after = {self.question_of[version]: version for version in new}
        counts = Counter(
            added=len(after.keys() - before.keys()),
            removed=len(before.keys() - after.keys()),
            edited=sum(before[question] != after[question] for question in after.keys() & before.keys()),
        )
        words = [
            (counts["added"], ngettext("thêm %d câu hỏi", "thêm %d câu hỏi", counts["added"])),
            (counts["removed"], ngettext("bỏ %d câu hỏi", "bỏ %d câu hỏi", counts["removed"])),
            (counts["edited"], ngettext("sửa %d câu hỏi", "sửa %d câu hỏi", counts["edited"])),
        ]
        found = [word % count for count, word in words if count]
        return found or ([_("đổi thứ tự câu hỏi")] if old != new else [])


def _attempts(allowed: int) -> str:
    return str(allowed) if allowed else _("không giới hạn")
