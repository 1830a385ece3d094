from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0007_questions_into_parts"),
    ]

    operations = [migrations.DeleteModel(name="AssessmentQuestion")]
