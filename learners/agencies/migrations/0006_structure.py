"""Reorganisations may be drafts; what is there is in force. The tree gets a version, kept by triggers."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from learners.agencies import stamping


def make(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    stamping.make(schema_editor.connection)


def drop(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    stamping.drop(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0005_contact"),
    ]

    operations = [
        migrations.CreateModel(
            name="StructureStamp",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("stamp", models.CharField(max_length=36)),
            ],
        ),
        migrations.AlterModelOptions(
            name="reorganisation",
            options={
                "ordering": ["effective_on", "id"],
                "permissions": [("reorganise", "Sắp xếp cơ quan: xem cơ cấu, lập và cho có hiệu lực")],
                "verbose_name": "sắp xếp tổ chức",
                "verbose_name_plural": "sắp xếp tổ chức",
            },
        ),
        migrations.AddField(
            model_name="reorganisation",
            name="effects",
            field=models.JSONField(blank=True, default=dict, editable=False),
        ),
        migrations.AddField(
            model_name="reorganisation",
            name="followed_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="reorganisation",
            name="proposal",
            field=models.JSONField(blank=True, default=dict, editable=False),
        ),
        migrations.AddField(
            model_name="reorganisation",
            name="status",
            field=models.CharField(
                choices=[("draft", "Bản nháp"), ("final", "Có hiệu lực"), ("withdrawn", "Đã rút lại")],
                default="final",
                max_length=10,
                verbose_name="tình trạng",
            ),
        ),
        migrations.RunPython(make, drop, elidable=False),
    ]
