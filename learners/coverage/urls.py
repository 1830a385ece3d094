"""The HR officer's addresses, and those of a community team's leader."""

from django.urls import path, re_path

from learners.coverage import (
    accommodation_views,
    agency_grant_views,
    call_views,
    claim_views,
    code_views,
    contact_views,
    correction_views,
    downloads,
    duplicate_views,
    guardian_views,
    headed_views,
    membership_views,
    person_views,
    placing_views,
    request_views,
    team_views,
    views,
    waiver_views,
)
from learners.coverage.charts import views as chart_views
from learners.coverage.documents import views as document_views
from learners.coverage.frozen import signed_views
from learners.coverage.frozen import views as frozen_views

SLUG, FORMAT, AGENCY = r"(?P<slug>[-\w]+)", r"(?P<fmt>xlsx|csv|docx|pdf)", r"(?P<agency>[0-9a-f-]{36})"

app_name = "coverage"
urlpatterns = [
    path("phu-trach/", views.home, name="home"),
    path("phu-trach/nguoi/", person_views.search, name="search"),
    path("phu-trach/nguoi/<uuid:person>/", person_views.show_person, name="person"),
    path("phu-trach/nguoi/<uuid:person>/ma-moi/", code_views.new_code, name="new_code"),
    path("phu-trach/nguoi/<uuid:person>/cong-tac/them/", membership_views.add, name="add_membership"),
    path("phu-trach/nguoi/<uuid:person>/cong-tac/<int:membership>/", membership_views.change, name="membership"),
    path("phu-trach/nguoi/<uuid:person>/nguoi-giam-ho/", guardian_views.guardian, name="guardian"),
    path(
        "phu-trach/nguoi/<uuid:person>/<uuid:course_key>/<uuid:unit_key>/",
        accommodation_views.accommodations,
        name="accommodations",
    ),
    path(
        "phu-trach/nguoi/<uuid:person>/<uuid:course_key>/<uuid:unit_key>/them-luot/",
        request_views.one_more,
        name="one_more",
    ),
    path("phu-trach/xin-them-luot/", request_views.requests, name="requests"),
    path("phu-trach/xin-them-luot/<int:asked>/", request_views.answer, name="request"),
    path("phu-trach/mien-gia-han/", waiver_views.waivers, name="waivers"),
    path("phu-trach/mien-gia-han/<int:waiver>/", waiver_views.waiver, name="waiver"),
    path("phu-trach/nguoi/<uuid:person>/dot/<int:campaign>/", waiver_views.person_waivers, name="person_waivers"),
    path("phu-trach/co-quan/<uuid:agency>/phieu-ma/", code_views.sheet, name="sheet"),
    path("phu-trach/co-quan/<uuid:agency>/them-gio/", agency_grant_views.agency_grants, name="agency_grants"),
    path("phu-trach/co-quan/<uuid:agency>/lien-he/", contact_views.contact, name="contact"),
    path("phu-trach/co-quan/<uuid:agency>/mau-bao-cao/", document_views.layout, name="layout"),
    path("phu-trach/nguoi/<uuid:person>/tach/<uuid:absorbed>/", duplicate_views.split, name="split"),
    path("phu-trach/noi-cong-tac/", claim_views.claims, name="claims"),
    path("phu-trach/noi-cong-tac/<int:claim>/", claim_views.claim, name="claim"),
    path("phu-trach/chua-phan/", placing_views.unassigned, name="unassigned"),
    path("phu-trach/chua-phan/<uuid:agency>/", placing_views.pile, name="pile"),
    path("phu-trach/ho-so-trung/", duplicate_views.duplicates, name="duplicates"),
    path("phu-trach/ho-so-trung/<int:pair>/", duplicate_views.duplicate, name="duplicate"),
    path("phu-trach/ho-ten/", correction_views.corrections, name="corrections"),
    path("phu-trach/ho-ten/<int:correction>/", correction_views.correction, name="correction"),
    path("phu-trach/bao-cao-chot/", frozen_views.frozen_reports, name="frozen_reports"),
    path("phu-trach/bao-cao-chot/<int:frozen>/", frozen_views.show_frozen, name="frozen"),
    path("phu-trach/bao-cao-chot/<int:frozen>/so-sanh/", frozen_views.compare, name="frozen_compare"),
    path("phu-trach/bao-cao-chot/<int:frozen>/ban-ky/", signed_views.sign, name="sign"),
    path("phu-trach/bao-cao-chot/<int:frozen>/ban-ky/<int:copy>/", signed_views.signed_file, name="signed_file"),
    path("phu-trach/bao-cao-chot/<int:frozen>/tai-ve/<str:fmt>/", document_views.export_frozen, name="frozen_export"),
    # A leader of volunteers has no rights, so this lies outside what the second factor guards.
    path("to-cua-toi/", team_views.my_teams, name="my_teams"),
    path("to-cua-toi/<int:team>/", team_views.team, name="team"),
    # Nor has a head of an agency, who sees numbers and no names.
    path("co-quan-toi/", headed_views.my_agency, name="my_agency"),
    path("phu-trach/<slug:slug>/", views.show_report, name="report"),
    path("phu-trach/<slug:slug>/dien-bien/", chart_views.development, name="development"),
    path("phu-trach/<slug:slug>/theo-khoa/", chart_views.by_course, name="by_course"),
    path("phu-trach/<slug:slug>/<uuid:agency>/tung-nguoi/", chart_views.by_person, name="by_person"),
    path("phu-trach/<slug:slug>/chot/", frozen_views.freeze, name="freeze"),
    path("phu-trach/<slug:slug>/<uuid:agency>/", views.show_people, name="agency"),
    path("phu-trach/<slug:slug>/<uuid:agency>/goi-nhac/", call_views.calls, name="calls"),
    re_path(rf"^phu-trach/{SLUG}/tai-ve/{FORMAT}/$", document_views.export, name="export"),
    path("phu-trach/<slug:slug>/<uuid:agency>/tai-ve/<str:fmt>/", downloads.people_list, name="people_export"),
]
