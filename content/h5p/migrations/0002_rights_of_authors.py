"""Whoever brings recordings brings interactive content: groups there are get the rights that new ones are made with."""

from typing import Any

from django.db import migrations

VERBS = {"add": "Can add", "change": "Can change", "view": "Can view"}


def give(apps: Any, schema_editor: Any) -> None:
    Group, Permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    groups = list(Group.objects.filter(permissions__content_type__app_label="media", permissions__codename="add_video"))
    if not groups:
        return
    kind, _made = apps.get_model("contenttypes", "ContentType").objects.get_or_create(app_label="h5p", model="content")
    for verb, name in VERBS.items():
        # Django makes them after all migrations.
        named = {"name": f"{name} nội dung tương tác"}
        right, _made = Permission.objects.get_or_create(content_type=kind, codename=f"{verb}_content", defaults=named)
        for group in groups:
            group.permissions.add(right)


class Migration(migrations.Migration):
    dependencies = [
        ("h5p", "0001_first"),
        ("media", "0003_names"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
