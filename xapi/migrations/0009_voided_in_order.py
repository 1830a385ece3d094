"""What is voided can be paged by itself; and a client's key is called one where its rights are given."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("xapi", "0008_references_in_order")]

    operations = [
        migrations.AddIndex(
            "statement",
            models.Index(
                fields=["stored", "seq"], name="xapi_voided", condition=models.Q(("voided_at__isnull", False))
            ),
        ),
        migrations.AlterModelOptions(
            "credential", {"verbose_name": "khóa kết nối", "verbose_name_plural": "khóa kết nối"}
        ),
    ]
