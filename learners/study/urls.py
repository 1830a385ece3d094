"""The learner's addresses."""

from django.urls import path

from learners.study import (
    answer_files,
    appeal_views,
    asking_views,
    assessment_views,
    belonging_views,
    leaving_views,
    lesson_views,
    part_views,
    record_views,
    session_views,
    views,
)
from learners.study.interactive import views as interactive

app_name = "study"
# An interactive part of a lesson: by itself, what its content sends, and her buttons.
PART = "hoc/<uuid:enrolment>/bai/<uuid:unit_key>/tuong-tac/<uuid:content_key>/"
PARTS = [
    ("events", "su-kien", interactive.events),
    ("state", "trang-thai", interactive.state),
    ("again", "lam-lai/", interactive.again),
    ("seen", "da-xem/", interactive.seen),
]
urlpatterns = [
    path("bat-dau/", views.landing, name="landing"),
    path("hoc/", views.home, name="home"),
    path("ho-so-ca-nhan/don-vi/", belonging_views.belonging, name="belonging"),
    path("hoc/ho-so/", record_views.record, name="record"),
    path("hoc/ho-so.json", record_views.record_json, name="record_json"),
    path("hoc/ghi-danh/<uuid:course_key>/", views.enrol, name="enrol"),
    path("hoc/luot/<uuid:attempt>/", assessment_views.attempt, name="attempt"),
    path("hoc/luot/<uuid:attempt>/ket-qua/", assessment_views.result, name="result"),
    path("hoc/luot/<uuid:attempt>/tep/<int:file>/", answer_files.file, name="file"),
    path("hoc/luot/<uuid:attempt>/cau/<int:number>/y-kien/", appeal_views.object_to, name="appeal"),
    path("hoc/<uuid:enrolment>/", views.outline, name="outline"),
    path("hoc/<uuid:enrolment>/roi/", leaving_views.leave, name="leave"),
    path("hoc/<uuid:enrolment>/bai/<uuid:unit_key>/", lesson_views.unit, name="unit"),
    path("hoc/<uuid:enrolment>/bai/<uuid:unit_key>/xong/", lesson_views.complete, name="complete"),
    path("hoc/<uuid:enrolment>/bai/<uuid:unit_key>/bat-dau/", assessment_views.start, name="start"),
    path("hoc/<uuid:enrolment>/bai/<uuid:unit_key>/xin-them-luot/", asking_views.ask_attempts, name="ask"),
    path(PART, part_views.part, name="part"),
    *(path(f"{PART}{rest}", view, name=f"part_{name}") for name, rest, view in PARTS),
    path("hoc/<uuid:enrolment>/xapi/statements", session_views.statements, name="statements"),
    path("hoc/<uuid:enrolment>/xapi/activities/state", session_views.state, name="state"),
]
