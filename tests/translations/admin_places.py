"""The addresses of the admin that our people walk, and what stands in them."""

import re
from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import Group
from django.core.files.images import ImageFile
from django.urls import get_resolver
from django.urls.resolvers import URLResolver
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, GroupApprovalTask, Locale, Page, Site, Workflow, WorkflowPage, WorkflowTask
from wagtail_localize.models import Translation, TranslationSource

from courses.catalogue.models import CoursePage, ModulePage
from courses.questions.models import Question
from learners.people.models import Account
from tests import factories

PREFIX = "quan-tri/"
# Files, pictures and data without a word in them, actions by POST alone, and Wagtail's own tests of itself.
WORDLESS = re.compile(
    r"sprite|error_test|editing_sessions|wagtailadmin_api|wagtailembeds|password_reset|url_generator|logout"
    r"|snippets_api"
)


def addresses() -> list[tuple[str, str]]:
    """(namespace and name, route) of everything below the admin's prefix."""
    return [one for one in _walk(get_resolver()) if one[1].startswith(PREFIX) and not WORDLESS.search(one[0])]


def _walk(resolver: URLResolver, spaces: tuple[str, ...] = (), prefix: str = "") -> Iterator[tuple[str, str]]:
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _walk(entry, (*spaces, entry.namespace) if entry.namespace else spaces, route)
        elif entry.name:
            yield ":".join((*spaces, entry.name)), route


def parameters_of(route: str) -> list[str]:
    return [one or other for one, other in re.findall(r"<(?:\w+:)?(\w+)>|\?P<(\w+)>", route)]


def furnish(course: CoursePage, son: Account) -> dict[str, Any]:
    """One of everything an editor or an administrator looks at; returns what stands in addresses."""
    module = ModulePage.objects.descendant_of(course).earliest("path")
    lesson = factories.lesson(module, "Bài chưa phát hành")
    first, second = (lesson.save_revision(user=son) for _ in range(2))
    group = Group.objects.create(name="Biên tập")
    son.groups.add(group)
    workflow, task = _workflow(course, group)
    lesson.refresh_from_db()
    state = workflow.start(lesson, son)
    image = get_image_model().objects.create(title="Ảnh", file=ImageFile(get_test_image_file(), name="anh.png"))
    document = get_document_model().objects.create(title="Tài liệu", file="documents/a.pdf")
    collection = Collection.get_first_root_node().add_child(instance=Collection(name="Lớp"))
    english, _ = Locale.objects.get_or_create(language_code="en")
    Page.objects.get(pk=course.get_parent().get_parent().pk).copy_for_translation(english)
    course.get_parent().copy_for_translation(english)
    other = factories.add(course, ModulePage(title="Học phần khác"))
    source, _ = TranslationSource.update_or_create_from_instance(course)
    translation = Translation.objects.create(source=source, target_locale=english)
    translation.save_target()
    page = lesson.pk
    return {
        "page_id": page,
        "wagtailadmin_pages:pk": page,
        "wagtail_localize:pk": page,
        "parent_page_id": module.pk,
        "page_to_move_id": page,
        "destination_id": other.pk,
        "doc_id": document.pk,
        "app_name": "media",
        "wagtailadmin_tag_model_autocomplete:model_name": "courseimage",
        "translation_id": translation.pk,
        "translation_source_id": source.pk,
        "mode": "",
        "revision_id": first.pk,
        "revision_id_a": first.pk,
        "revision_id_b": second.pk,
        "workflow_state_id": state.pk,
        "task_id": task.pk,
        "task_state_id": state.current_task_state.pk,
        "action_name": "approve",
        "content_type_app_name": "catalogue",
        "content_type_model_name": "lessonpage",
        "app_label": "wagtailcore",
        "model_name": "groupapprovaltask",
        "wagtailadmin_pages:app_label": "catalogue",
        "wagtailadmin_pages:model_name": "coursepage",
        "wagtailadmin_collections:pk": collection.pk,
        "collection_id": collection.pk,
        "wagtailadmin_workflows:pk": workflow.pk,
        "wagtailadmin_workflows:task_id": task.pk,
        "page_pk": page,
        "workflow_pk": workflow.pk,
        "wagtailsettings:app_name": "pages",
        "wagtailsettings:model_name": "contact",
        "wagtailsettings:pk": Site.objects.get(is_default_site=True).pk,
        "question": Question.objects.earliest("pk").pk,
        "wagtailusers_users:pk": son.pk,
        "redirect_id": Redirect.objects.create(old_path="/cu", redirect_link="/moi").pk,
        "document_id": document.pk,
        "wagtaildocs_chooser:pk": document.pk,
        "image_id": image.pk,
        "wagtailimages_chooser:pk": image.pk,
        "wagtailimages:filter_spec": "width-100",
        "wagtaillocales:pk": english.pk,
        "wagtailsites:pk": Site.objects.get(is_default_site=True).pk,
        "wagtailusers_groups:pk": group.pk,
    }


def _workflow(course: CoursePage, group: Group) -> tuple[Workflow, GroupApprovalTask]:
    task = GroupApprovalTask.objects.create(name="Duyệt nội dung")
    task.groups.add(group)
    workflow = Workflow.objects.create(name="Duyệt bài")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.create(workflow=workflow, page=course)
    return workflow, task
