import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def fill(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The latest pin is the one in force."""
    pins = apps.get_model("enrolment", "EditionPin").objects.filter(enrolment=models.OuterRef("pk"))
    latest = pins.order_by("-since", "-id").values("edition")[:1]
    apps.get_model("progress", "Progress").objects.update(edition=models.Subquery(latest))


class Migration(migrations.Migration):
    dependencies = [
        ("editions", "0001_initial"),
        ("enrolment", "0001_initial"),
        ("progress", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="progress",
            name="edition",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="editions.edition"
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
