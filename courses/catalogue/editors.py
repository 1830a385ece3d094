"""The group of those who make courses: they write, publish and release, and keep the question bank."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from courses.catalogue.models import CatalogIndexPage

NAME = "Biên tập khóa học"
PAGES = ["add_page", "change_page", "publish_page"]
FILES = ["add_image", "change_image", "choose_image", "add_document", "change_document", "choose_document"]
QUESTIONS = ["add_question", "change_question", "view_question"]


@transaction.atomic
def found_editors() -> Group:
    """The group, made with its rights where it is missing; an administrator may change both afterwards."""
    group, made = Group.objects.get_or_create(name=NAME)
    if not made:
        return group
    of_admin = Permission.objects.filter(content_type__app_label="wagtailadmin", codename="access_admin")
    of_bank = Permission.objects.filter(content_type__app_label="questions", codename__in=QUESTIONS)
    group.permissions.add(*of_admin, *of_bank)
    for permission in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=PAGES):
        for index in CatalogIndexPage.objects.all():
            GroupPagePermission.objects.create(group=group, page=index, permission=permission)
    root = Collection.get_first_root_node()
    of_files = Permission.objects.filter(content_type__app_label__in=["wagtailimages", "wagtaildocs"])
    for permission in of_files.filter(codename__in=FILES):
        GroupCollectionPermission.objects.create(group=group, collection=root, permission=permission)
    return group
