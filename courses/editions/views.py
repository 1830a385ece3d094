"""The catalogue: in front of Wagtail's routing, which would ask the tree for every step of the address."""

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from courses.editions.offering import audiences, catalogue_of, found, offers


class SearchForm(forms.Form):
    q = forms.CharField(label=_("Tìm khóa học"), required=False, max_length=200)


def catalogue(request: HttpRequest) -> HttpResponse:
    index = catalogue_of(request)
    if index is None:
        raise Http404
    form = SearchForm(request.GET)
    query = form.cleaned_data["q"] if form.is_valid() else ""
    all_offers, audience = offers(index), request.GET.get("danh-cho", "")
    context = {
        "page": index,
        "query": query,
        "audience": audience,
        "audiences": audiences(all_offers),
        "offers": found(all_offers, query, audience),
    }
    return render(request, "catalogue/index.html", context)
