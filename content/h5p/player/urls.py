"""Below ``/h5p/``. Nothing here is anybody's: each address is the same for everybody, for ever."""

from django.urls import path, re_path

from content.h5p.player import views

app_name = "h5p"
urlpatterns = [
    path("choi/<uuid:revision>/<str:digest>/", views.show, name="page"),
    re_path(r"^goi/(?P<digest>[0-9a-f]{64})\.(?P<kind>js|css)$", views.bundled, name="bundle"),
    path("loi/<str:digest>/<str:name>", views.core_file, name="core"),
    path("thu-vien/<str:digest>/<path:path>", views.library_file, name="library"),
    path("noi-dung/<uuid:revision>/<path:path>", views.content_file, name="content"),
]
