import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Apart from the filling: PostgreSQL alters no table whose checks are still pending."""

    dependencies = [
        ("progress", "0002_edition"),
    ]

    operations = [
        migrations.AlterField(
            model_name="progress",
            name="edition",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="editions.edition"
            ),
        ),
    ]
