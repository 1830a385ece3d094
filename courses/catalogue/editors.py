"""Those who make courses. **Editors** write, publish and release, and keep the question bank; **writers** write what
editors approve: the review of whatever is below the catalogue is the editors'.
"""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from courses.catalogue.models import CatalogIndexPage

NAME, WRITERS = "Biên tập khóa học", "Soạn bài"
REVIEW, TASK = "Duyệt nội dung khóa học", "Biên tập viên duyệt"
WRITING, PUBLISHING = ["add_page", "change_page"], ["publish_page"]
FILES = ["add_image", "change_image", "choose_image", "add_document", "change_document", "choose_document"]
RECORDINGS = [f"{verb}_{kind}" for kind in ("audio", "video") for verb in ("add", "change", "view")]
CONTENTS = ["add_content", "change_content", "view_content"]
QUESTIONS = ["add_question", "change_question", "view_question"]


@transaction.atomic
def found_editors() -> Group:
    """The group, made with its rights where it is missing; an administrator may change both afterwards."""
    return _found(NAME, [*WRITING, *PUBLISHING])


@transaction.atomic
def found_writers() -> Group:
    """Writers, and the review by editors on every catalogue that has none of its own; made where they are missing."""
    group, editors = _found(WRITERS, WRITING), found_editors()
    workflow, made = Workflow.objects.get_or_create(name=REVIEW)
    if made:
        task = GroupApprovalTask.objects.create(name=TASK)
        task.groups.add(editors)
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    for index in CatalogIndexPage.objects.filter(workflowpage=None, alias_of=None):
        WorkflowPage.objects.create(workflow=workflow, page=index)
    return group


def _found(name: str, pages: list[str]) -> Group:
    group, made = Group.objects.get_or_create(name=name)
    if not made:
        return group
    of_admin = Permission.objects.filter(content_type__app_label="wagtailadmin", codename="access_admin")
    of_bank = Permission.objects.filter(content_type__app_label="questions", codename__in=QUESTIONS)
    of_recordings = Permission.objects.filter(content_type__app_label="media", codename__in=RECORDINGS)
    of_contents = Permission.objects.filter(content_type__app_label="h5p", codename__in=CONTENTS)
    group.permissions.add(*of_admin, *of_bank, *of_recordings, *of_contents)
    for permission in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=pages):
        for index in CatalogIndexPage.objects.all():
            GroupPagePermission.objects.create(group=group, page=index, permission=permission)
    root = Collection.get_first_root_node()
    of_files = Permission.objects.filter(content_type__app_label__in=["wagtailimages", "wagtaildocs"])
    for permission in of_files.filter(codename__in=FILES):
        GroupCollectionPermission.objects.create(group=group, collection=root, permission=permission)
    return group
