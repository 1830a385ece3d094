"""Registrations."""

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.admin_url_finder import register_admin_url_finder
from wagtail.admin.widgets.button import Button
from wagtail.documents.views import documents
from wagtail.documents.views import multiple as many_documents
from wagtail.images.views import images
from wagtail.images.views import multiple as many_images
from wagtail.models import Page

from content.media.models import CourseDocument, CourseImage
from content.pages import buttons
from courses.catalogue.models import CoursePage
from courses.editions import admin_views
from courses.editions.deletion import explain_refusal, refuse_bulk_deletion, refuse_deletion
from courses.editions.models import KeptFile
from courses.editions.permissions import may_release
from courses.editions.publishing import follow_publishing
from courses.editions.queries import latest

hooks.register("after_publish_page", follow_publishing)
hooks.register("before_delete_page", refuse_deletion)
hooks.register("before_bulk_action", refuse_bulk_deletion)


@hooks.register("register_admin_urls")
def release_urls() -> list[URLPattern | URLResolver]:
    pages = [
        path("<int:pk>/", admin_views.release_course, name="release"),
        path("<int:pk>/hen/", admin_views.plan, name="plan"),
        path("<int:pk>/huy-hen/", admin_views.cancel, name="cancel"),
    ]
    return [path("phat-hanh/", include((pages, "editions"), namespace="editions"))]


# Before Wagtail's own, whose addresses these are.
@hooks.register("register_admin_urls", order=-1)
def file_urls() -> list[URLPattern | URLResolver]:
    image, document = CourseImage, CourseDocument
    return [
        path("images/<int:image_id>/delete/", explain_refusal(images.DeleteView.as_view(), image)),
        path("images/multiple/<int:image_id>/delete/", explain_refusal(many_images.DeleteView.as_view(), image)),
        path("documents/delete/<int:document_id>/", explain_refusal(documents.DeleteView.as_view(), document)),
        path("documents/multiple/<int:doc_id>/delete/", explain_refusal(many_documents.DeleteView.as_view(), document)),
    ]


@buttons.register
def release_button(page: Page, user: Any) -> Iterator[Button]:
    if page.specific_class is CoursePage and may_release(user, page):
        yield Button(_("Phát hành"), reverse("editions:release", args=[page.pk]), icon_name="resubmit", priority=5)


class KeptFileFinder:
    """Where Wagtail leads from a file to the release that shows it."""

    def __init__(self, user: Any) -> None:
        self.user = user

    def get_edit_url(self, instance: KeptFile) -> str | None:
        course = instance.text.unit.edition.course
        return reverse("editions:release", args=[course.pk]) if may_release(self.user, course) else None


register_admin_url_finder(KeptFile, KeptFileFinder)


@hooks.register("before_serve_page")
def hide_what_is_not_released(page: Page, request: HttpRequest, serve_args: Any, serve_kwargs: Any) -> None:
    """A published course is the public's once it has an edition; until then editors see it in the preview."""
    if isinstance(page, CoursePage) and latest(page.translation_key) is None:
        raise Http404
