"""Campaigns under /phu-trach/, and what is asked of me."""

from django.urls import path

from learners.campaigns import mine_views, sending_views, views

app_name = "campaigns"
urlpatterns = [
    path("phu-trach/dot-tap-huan/", views.index, name="index"),
    path("phu-trach/dot-tap-huan/moi/", views.create, name="create"),
    path("phu-trach/dot-tap-huan/<int:campaign>/", views.show, name="show"),
    path("phu-trach/dot-tap-huan/<int:campaign>/sua/", views.change, name="change"),
    path("phu-trach/dot-tap-huan/<int:campaign>/giao/", views.announce, name="announce"),
    path("phu-trach/dot-tap-huan/<int:campaign>/ngay-cuoi/", views.move_end, name="move_end"),
    path("phu-trach/dot-tap-huan/<int:campaign>/huy/", views.cancel, name="cancel"),
    path("phu-trach/dot-tap-huan/<int:campaign>/loi-nhac/", sending_views.sending, name="sending"),
    path("duoc-giao/", mine_views.mine, name="mine"),
    path("duoc-giao/<int:campaign>/xin/<str:kind>/", mine_views.ask, name="ask"),
    path("duoc-giao/rut/<int:waiver>/", mine_views.withdraw, name="withdraw"),
]
