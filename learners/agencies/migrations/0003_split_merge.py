"""Parts split off to be merged are a kind of their own; rows that came in as mergers are given it."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

KINDS = [
    ("merge", "Sáp nhập"),
    ("split", "Chia, tách"),
    ("split_merge", "Tách một phần để sáp nhập"),
    ("rename", "Đổi tên"),
    ("recode", "Đổi mã"),
    ("reparent", "Chuyển cơ quan chủ quản"),
    ("change_kind", "Đổi loại"),
    ("dissolve", "Giải thể"),
]


def name_them(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    events = apps.get_model("agencies", "Reorganisation").objects.filter(kind="merge")
    ids = set(events.filter(links__partial=True).values_list("pk", flat=True))
    events.filter(pk__in=ids).update(kind="split_merge")


class Migration(migrations.Migration):
    dependencies = [("agencies", "0002_no_overlap")]

    operations = [
        migrations.AlterField(
            model_name="reorganisation",
            name="kind",
            field=models.CharField(choices=KINDS, max_length=12, verbose_name="hình thức"),
        ),
        migrations.RunPython(name_them, migrations.RunPython.noop),
    ]
