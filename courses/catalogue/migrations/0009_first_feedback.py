"""What a new assessment shows; older ones, in their drafts and released revisions as well, keep what went without saying."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

import courses.catalogue.assessment_forms

EVERYTHING = ["marks", "answers", "explanations"]
BEFORE = {"during": [], "after": EVERYTHING, "later": EVERYTHING, "closed": EVERYTHING}


def say_it(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    keys = [str(pk) for pk in apps.get_model("catalogue", "AssessmentPage").objects.values_list("pk", flat=True)]
    for revision in apps.get_model("wagtailcore", "Revision").objects.filter(object_id__in=keys).iterator():
        if "pass_percent" in revision.content and "feedback" not in revision.content:
            revision.content["feedback"] = BEFORE
            revision.save(update_fields=["content"])


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0008_delete_assessmentquestion"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.AlterField(
            model_name="assessmentpage",
            name="feedback",
            field=models.JSONField(
                blank=True,
                default=courses.catalogue.assessment_forms.first_feedback,
                verbose_name="cho xem gì, khi nào",
            ),
        ),
        migrations.RunPython(say_it, migrations.RunPython.noop),
    ]
