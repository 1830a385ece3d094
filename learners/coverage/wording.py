"""What a campaign asks, and of whom, in words: beside every number that is signed."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils.translation import override

from courses.editions.models import Edition
from learners.agencies.models import Category
from learners.agencies.queries import name_on
from learners.campaigns.models import Campaign, Heads
from learners.coverage.roster import Question


def campaign_words(campaign: Campaign) -> dict[str, Any]:
    """What a frozen report keeps of its campaign."""
    return {
        "name": campaign.name,
        "plan_number": campaign.plan_number,
        "opens_on": str(campaign.opens_on),
        "closes_on": str(campaign.closes_on),
        "version": campaign.version,
    }


def course_titles(keys: Iterable[UUID]) -> dict[UUID, str]:
    """By the newest edition's title; one query."""
    editions = Edition.objects.filter(course_key__in=list(keys)).order_by("number")
    return dict(editions.values_list("course_key", "title"))


def rule_text(question: Question, titles: dict[UUID, str] | None = None) -> str:
    """Vietnamese: it is part of a document."""
    mandatory, electives = question.courses
    names = course_titles([*mandatory, *electives]) if titles is None else titles
    needed = question.campaign.electives_needed
    parts = []
    if mandatory:
        parts.append(f"hoàn thành đủ {len(mandatory)} khóa bắt buộc ({_listed(mandatory, names)})")
    if needed:
        parts.append(f"hoàn thành ít nhất {needed} trong {len(electives)} khóa tự chọn ({_listed(electives, names)})")
    return _sentence(" và ".join(parts)) if parts else "Đợt chưa yêu cầu khóa học nào."


def _listed(keys: list[UUID], names: dict[UUID, str]) -> str:
    return "; ".join(names.get(key, str(key)) for key in keys)


@override("vi")
def audience_text(question: Question) -> str:
    """The agencies by their names on the structure's day, then what narrows them. Two queries."""
    campaign = question.campaign
    held = dict(campaign.agencies.values_list("agency_id", "excluded"))
    names = {agency: name.name for agency, name in name_on(held, question.structure).items()}
    within = "; ".join(sorted(names.get(agency, str(agency)) for agency, excluded in held.items() if not excluded))
    without = "; ".join(sorted(names.get(agency, str(agency)) for agency, excluded in held.items() if excluded))
    parts = [f"{_categories(campaign)} trong danh sách của {within}" if within else _categories(campaign)]
    if without:
        parts.append(f"không gồm {without}")
    if campaign.heads != Heads.ALL:
        parts.append(str(Heads(campaign.heads).label))
    if campaign.positions:
        parts.append(f"chức vụ có chữ {', '.join(map(str, campaign.positions))}")
    return _sentence("; ".join(parts))


def _categories(campaign: Campaign) -> str:
    names = dict(Category.choices)
    return ", ".join(str(names.get(one, one)).lower() for one in campaign.categories) or "mọi người"


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."
