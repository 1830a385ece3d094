"""How a campaign goes on at an agency: week by week, beside an earlier day, course by course, person by person."""

import datetime as dt
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format

from learners.coverage.asking import access_people, access_report
from learners.coverage.charts.drawing import Lines, lines
from learners.coverage.charts.heat_lines import lines_of
from learners.coverage.charts.matrix import matrix_of
from learners.coverage.filters import FilterForm, Filters
from learners.coverage.forms import EarlierForm
from learners.coverage.heat import Heat, heat_of
from learners.coverage.movements import compare
from learners.coverage.permissions import PeopleScope
from learners.coverage.trends import Point, trend

PAGE = 50
WEEK = dt.timedelta(days=7)


@login_required
def development(request: HttpRequest, slug: str) -> HttpResponse:
    asked = access_report(request, slug)
    last, first = asked.report.question.completion, asked.campaign.opens_on
    earlier = EarlierForm(request.GET, before=last)
    day = earlier.day(last - WEEK)
    points = trend(asked.report, first)
    context = {
        "asked": asked, "report": asked.report, "points": points, "chart": _drawn(points), "earlier": earlier,
        "compared": compare(asked.report, day), "day": day, "kept": {**asked.kept, **asked.dates},
    }  # fmt: skip
    return render(request, "coverage/development.html", context)


def _drawn(points: list[Point]) -> Lines:
    return lines(
        [
            (
                date_format(point.day, "d/m"),
                point.numbers.rate_text if point.numbers else "-",
                point.numbers.rate if point.numbers else None,
                point.broken,
            )
            for point in points
        ]
    )


@login_required
def by_course(request: HttpRequest, slug: str) -> HttpResponse:
    asked = access_report(request, slug)
    filters = Filters.of(request.GET)
    heat = _of_block(heat_of(asked.report, filters.members(asked.report.question)), filters)
    context = {
        "asked": asked, "report": asked.report, "heat": heat, "lines": lines_of(heat), "filters": filters,
        "form": FilterForm(filters.given), "kept": asked.unfiltered,
    }  # fmt: skip
    return render(request, "coverage/by_course.html", context)


def _of_block(heat: Heat, filters: Filters) -> Heat:
    """The rows of one block, with their own sum."""
    if not filters.block:
        return heat
    kept = [line for line in heat.rows if line.row.agency and not line.row.direct]
    return heat.of_rows([line for line in kept if line.row.block.value == filters.block])


@login_required
def by_person(request: HttpRequest, slug: str, agency: UUID) -> HttpResponse:
    """Names, therefore with the rights of the named list."""
    chosen = access_people(request, slug, agency)
    scope = PeopleScope(request.user, chosen.asked.today, chosen.asked.scope)
    page = Paginator(scope.mark(chosen.members), PAGE).get_page(request.GET.get("trang"))
    question = chosen.asked.report.question
    context = {
        "chosen": chosen, "asked": chosen.asked, "report": chosen.asked.report, "page": page,
        "matrix": matrix_of(list(page.object_list), question),
    }  # fmt: skip
    return render(request, "coverage/by_person.html", context)
