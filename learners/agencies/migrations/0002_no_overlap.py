"""The database itself refuses two facts of one key on one day."""

from django.db import migrations

from mooc.foundation.periods import NoOverlap


class Migration(migrations.Migration):
    dependencies = [("agencies", "0001_initial")]

    operations = [
        NoOverlap("agencyname", ["agency_id"], "agencies_name_once"),
        NoOverlap("agencycode", ["scheme", "code"], "agencies_code_once"),
        NoOverlap("agencyplacement", ["agency_id"], "agencies_place_once"),
        NoOverlap("membership", ["person_id", "agency_id"], "agencies_member_once"),
        NoOverlap("membership", ["person_id"], "agencies_primary_once", where="is_primary"),
        NoOverlap("teammembership", ["person_id", "team_id"], "agencies_team_once"),
        NoOverlap("scope", ["account_id", "agency_id"], "agencies_scope_once"),
    ]
