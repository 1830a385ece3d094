"""Registrations."""

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from content.h5p import admin_views, library_views
from content.h5p.authoring import views as writing_views
from content.h5p.home import LibrariesPanel
from content.h5p.models import Content, Library
from content.h5p.viewsets import H5PViewSetGroup
from mooc.foundation.permissions import NeverDeleted

# Released lessons show contents, and contents run on libraries, for as long as somebody studies one.
for model in (Content, Library):
    register_permission_policy(model, NeverDeleted(model), exact_class=True)
register_snippet(H5PViewSetGroup)


@hooks.register("construct_homepage_panels")
def libraries_panel(request: HttpRequest, panels: list[Component]) -> None:
    panels.append(LibrariesPanel(request))


@hooks.register("register_icons")
def h5p_icons(icons: list[str]) -> list[str]:
    return [*icons, "h5p/icons/puzzle.svg"]


@hooks.register("register_admin_urls")
def h5p_urls() -> list[URLPattern | URLResolver]:
    pages = [
        path("dua-len/", admin_views.bring, name="bring"),
        path("goi/<uuid:upload>/", admin_views.upload, name="upload"),
        path("goi/<uuid:upload>/duyet/", admin_views.approve_brought, name="approve_brought"),
        path("goi/<uuid:upload>/thu-lai/", admin_views.try_again, name="try_again"),
        path("<int:content>/", admin_views.content, name="content"),
        path("<int:content>/thay/", admin_views.replace, name="replace"),
        path("<int:content>/duyet/", admin_views.approve_all, name="approve_all"),
        path("ban/<uuid:revision>/goi.h5p", admin_views.take_out, name="export"),
        path("thu-vien/dua-len/", admin_views.bring_libraries, name="bring_libraries"),
        path("thu-vien/<int:library>/", library_views.library, name="library"),
        path("thu-vien/<int:library>/duyet/", library_views.approve_one, name="approve_one"),
        path("thu-vien/<int:library>/chuyen/<int:target>/", library_views.move, name="move"),
    ]
    writing = [
        path("soan/", writing_views.choose, name="choose"),
        path("soan/<slug:kind>/", writing_views.new, name="new"),
        path("<int:content>/soan/", writing_views.again, name="again"),
    ]
    return [
        path("noi-dung-tuong-tac/", include((pages, "h5p_authoring"), namespace="h5p_authoring")),
        path("noi-dung-tuong-tac/", include((writing, "h5p_writing"), namespace="h5p_writing")),
    ]
