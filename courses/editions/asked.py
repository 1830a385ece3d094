"""Which releases ask which versions of the bank's questions."""

from collections.abc import Collection

from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext as _

from courses.editions.models import EditionUnit
from courses.editions.wording import versions_in
from courses.questions.registry import Asking


def releases_asking(versions: Collection[int]) -> dict[int, list[Asking]]:
    """By version, the newest release first; one query. The text of the rules narrows the rows, the rules decide."""
    named = Q(pk__in=[])
    for version in versions:
        named |= Q(text__contains=str(version))
    units = EditionUnit.objects.annotate(text=Cast("rules", TextField())).filter(named).select_related("edition")
    found: dict[int, list[Asking]] = {}
    for unit in units.order_by("-edition__released_at", "position"):
        for version in set(versions_in(unit.rules)) & set(versions):
            found.setdefault(version, []).append(_asking(unit))
    return found


def _asking(unit: EditionUnit) -> Asking:
    release = f"{unit.edition.title}, {_('lần phát hành')} {unit.edition.number}"
    return Asking(release, unit.title, reverse("editions:release", args=[unit.edition.course_id]))
