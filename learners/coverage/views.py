"""The HR officer's pages: what I answer for, the report, the people behind a number."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from learners.coverage.asking import access_people, access_report
from learners.coverage.charts.blocks import block_chart
from learners.coverage.filters import PeopleFilterForm
from learners.coverage.landing import landing
from learners.coverage.listing import page_entries
from learners.coverage.narrowing import narrow
from learners.coverage.permissions import PeopleScope
from learners.coverage.standing import notice_of

PAGE = 50


@login_required
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "coverage/home.html", {"landing": landing(request.user)})


@login_required
def show_report(request: HttpRequest, slug: str) -> HttpResponse:
    asked = access_report(request, slug, details=True)
    shown = narrow(asked.report, asked.filters)
    context = {
        "asked": asked, "report": shown, "notice": notice_of(asked), "blocks": block_chart(shown),
        "filter_form": PeopleFilterForm(asked.filters.given),
    }  # fmt: skip
    return render(request, "coverage/report.html", context)


@login_required
def show_people(request: HttpRequest, slug: str, agency: UUID) -> HttpResponse:
    chosen = access_people(request, slug, agency)
    scope = PeopleScope(request.user, chosen.asked.today, chosen.asked.scope)
    page = Paginator(scope.mark(chosen.members), PAGE).get_page(request.GET.get("trang"))
    lines = page_entries(list(page.object_list), chosen.asked.report.question)
    context = {
        "chosen": chosen, "asked": chosen.asked, "report": chosen.asked.report, "page": page, "lines": lines,
        "filter_form": PeopleFilterForm(chosen.filters.given),
    }  # fmt: skip
    return render(request, "coverage/people.html", context)
