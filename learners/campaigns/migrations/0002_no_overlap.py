"""One exemption per person, campaign and day."""

from django.db import migrations

from mooc.foundation.periods import NoOverlap


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0001_initial")]

    operations = [NoOverlap("exemption", ["campaign_id", "person_id"], "campaigns_exemption_once")]
