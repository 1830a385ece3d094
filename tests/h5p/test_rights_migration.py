"""Groups of a site that ran before there was interactive content."""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission

from courses.catalogue.editors import CONTENTS, found_editors
from tests import factories

pytestmark = pytest.mark.django_db

migration = import_module("content.h5p.migrations.0002_rights_of_authors")
OURS = {"content_type__app_label": "h5p"}


def test_whoever_brought_recordings_may_bring_contents() -> None:
    factories.catalogue()
    editors = found_editors()
    other = Group.objects.create(name="Khác")
    Permission.objects.filter(**OURS, codename__endswith="_content").delete()
    assert not editors.permissions.filter(**OURS).exists()
    for _time in range(2):
        migration.give(apps, None)
    assert set(editors.permissions.filter(**OURS).values_list("codename", flat=True)) == set(CONTENTS)
    assert not other.permissions.exists()


def test_nobody_but_administrators_may_decide_on_code() -> None:
    factories.catalogue()
    assert not found_editors().permissions.filter(**OURS, codename__endswith="_library").exists()
