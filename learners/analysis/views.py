"""The questions of an assessment, judged by those who answered them: for whoever may edit it."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from content.pages.permissions import pages_open_to
from courses.catalogue.models import AssessmentPage, CoursePage
from learners.analysis.answers import Opinion, given, opinions
from learners.analysis.pace import FEWEST as FEWEST_TOLD
from learners.analysis.reading import Analysed, analysed, distribution, times
from learners.analysis.statistics import FEWEST, Chosen, doubts
from learners.analysis.tables import inside, middle_words, of_opinion
from learners.analysis.wording import WORDS, time_words
from learners.attempts.appeals import notes

ICON = "glasses"


def access_assessment(user: Any, page: int) -> tuple[AssessmentPage, UUID]:
    """With the key of its course; 404 outside what ``user`` may edit."""
    found = get_object_or_404(pages_open_to(user, AssessmentPage, "change", "publish"), pk=page)
    return found, CoursePage.objects.ancestor_of(found).values_list("translation_key", flat=True)[0]


@require_safe
def assessment(request: HttpRequest, page: int) -> HttpResponse:
    found, course_key = access_assessment(request.user, page)
    found_lines = analysed(course_key, found.translation_key)
    waiting = notes(request.user, [line.version.pk for line in found_lines])
    took = times(course_key, found.translation_key)
    lines = [
        (line, time_words(took.get(line.version.pk)), _words(line.doubts), waiting.get(line.version.pk, []))
        for line in found_lines
    ]
    context = {"page": found, "lines": lines, "fewest": FEWEST}
    context["opinions"] = [(one, _middle(one)) for one in opinions(course_key, found.translation_key)]
    return render(request, "analysis/assessment.html", _frame(context, found.title))


@require_safe
def question(request: HttpRequest, page: int, version: int) -> HttpResponse:
    found, course_key = access_assessment(request.user, page)
    line = next((one for one in analysed(course_key, found.translation_key) if one.version.pk == version), None)
    if line is None:
        return _opinion(request, found, course_key, version)
    chosen = distribution(course_key, found.translation_key, line.version)
    told = {"line": line, "chosen": _lines(line, chosen), "words": _words(doubts(line.sums, chosen)), "fewest": FEWEST}
    told["took"] = time_words(times(course_key, found.translation_key).get(version))
    answers = given(course_key, found.translation_key, line.version)
    told["tables"] = inside(line.version.question.kind, line.version.data, answers)
    told["notes"] = notes(request.user, [version]).get(version, [])
    return render(request, "analysis/question.html", _frame(told, line.version.prompt, found))


def _opinion(request: HttpRequest, page: AssessmentPage, course_key: UUID, version: int) -> HttpResponse:
    one = next((one for one in opinions(course_key, page.translation_key) if one.version.pk == version), None)
    if one is None:
        raise Http404
    tables = [of_opinion(one.version.data, one.counts)] if one.is_enough else []
    told = {"opinion": one, "middle": _middle(one), "tables": tables, "fewest_told": FEWEST_TOLD}
    return render(request, "analysis/opinion.html", _frame(told, one.version.prompt, page))


def _middle(one: Opinion) -> str:
    return middle_words(one.version.data, one.counts) if one.is_enough else ""


def _lines(line: Analysed, chosen: list[Chosen]) -> list[tuple[str, Chosen]]:
    return [(line.version.data["choices"][one.index], one) for one in chosen]


def _words(found: Any) -> list[str]:
    return [str(WORDS[doubt]) for doubt in found]


def _frame(context: dict[str, Any], title: str, page: AssessmentPage | None = None) -> dict[str, Any]:
    trail = [{"url": reverse("analysis:assessment", args=[page.pk]), "label": page.title}] if page else []
    trail.append({"url": "", "label": _("Phân tích câu hỏi")})
    return {**context, "header_title": title, "page_title": title, "header_icon": ICON, "breadcrumbs_items": trail}
