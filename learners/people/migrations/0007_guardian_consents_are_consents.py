from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("people", "0006_first_texts")]
    operations = [migrations.DeleteModel(name="GuardianConsent")]
