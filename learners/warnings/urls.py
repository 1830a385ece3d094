"""Addresses of early warnings; before those of reports, which take any word."""

from django.urls import path

from learners.warnings import rule_views, views

app_name = "warnings"
urlpatterns = [
    path("phu-trach/canh-bao/", views.index, name="index"),
    path("phu-trach/canh-bao/<int:alert>/", views.show, name="show"),
    path("phu-trach/canh-bao/quy-tac/", rule_views.rules, name="rules"),
    path("phu-trach/canh-bao/quy-tac/moi/", rule_views.new_rule, name="new_rule"),
    path("phu-trach/canh-bao/quy-tac/<int:rule>/", rule_views.rule, name="rule"),
    path("phu-trach/canh-bao/quy-tac/<int:rule>/bat-tat/", rule_views.switch, name="switch"),
]
