"""Give the groups and the workflow that come with Wagtail Vietnamese names; those an administrator renamed keep hers."""

from typing import Any

from django.db import migrations

GROUPS = {"Editors": "Biên tập cả trang web", "Moderators": "Kiểm duyệt cả trang web"}
WORKFLOW, IN_VIETNAMESE = "Moderators approval", "Kiểm duyệt trước khi xuất bản"


def rename(apps: Any, schema_editor: Any) -> None:
    Group = apps.get_model("auth", "Group")
    for old, new in GROUPS.items():
        if not Group.objects.filter(name=new).exists():
            Group.objects.filter(name=old).update(name=new)
    for name in ("Workflow", "Task"):
        apps.get_model("wagtailcore", name).objects.filter(name=WORKFLOW).update(name=IN_VIETNAMESE)


class Migration(migrations.Migration):
    # Wagtail's own look the groups up by their English names: they go first.
    dependencies = [
        ("pages", "0003_appearance"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailadmin", "0006_formstate"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0027_image_description"),
    ]

    operations = [migrations.RunPython(rename, migrations.RunPython.noop)]
