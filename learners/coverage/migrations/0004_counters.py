import django.db.models.deletion
from django.db import migrations, models

# Nothing is derived yet: the worker does it, of everybody.
EVERYBODY = "INSERT INTO campaigns_pending (person_id) SELECT DISTINCT person_id FROM agencies_membership"


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0005_contact"),
        ("campaigns", "0005_pending"),
        ("coverage", "0003_report_layout"),
        ("people", "0009_first_translations"),
    ]

    operations = [
        migrations.CreateModel(
            name="CoverageCounter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("required", models.IntegerField(default=0)),
                ("registered", models.IntegerField(default=0)),
                ("in_progress", models.IntegerField(default=0)),
                ("completed", models.IntegerField(default=0)),
                ("late", models.IntegerField(default=0)),
                ("no_account", models.IntegerField(default=0)),
                ("heads", models.IntegerField(default=0)),
                ("heads_completed", models.IntegerField(default=0)),
                ("exempted", models.IntegerField(default=0)),
                ("external", models.IntegerField(default=0)),
                ("scored", models.IntegerField(default=0)),
                ("score_sum", models.BigIntegerField(default=0)),
                (
                    "agency",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="campaigns.campaign",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("campaign", "agency"), name="coverage_counter_once")],
            },
        ),
        migrations.CreateModel(
            name="CoverageDelta",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("required", models.IntegerField(default=0)),
                ("registered", models.IntegerField(default=0)),
                ("in_progress", models.IntegerField(default=0)),
                ("completed", models.IntegerField(default=0)),
                ("late", models.IntegerField(default=0)),
                ("no_account", models.IntegerField(default=0)),
                ("heads", models.IntegerField(default=0)),
                ("heads_completed", models.IntegerField(default=0)),
                ("exempted", models.IntegerField(default=0)),
                ("external", models.IntegerField(default=0)),
                ("scored", models.IntegerField(default=0)),
                ("score_sum", models.BigIntegerField(default=0)),
                ("effective_on", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                ("counted", models.BooleanField(default=False)),
                (
                    "agency",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="campaigns.campaign",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["campaign", "agency", "effective_on"], name="coverage_delta_at"),
                    models.Index(fields=["campaign", "effective_on"], name="coverage_delta_on"),
                    models.Index(
                        condition=models.Q(("counted", False)),
                        fields=["campaign", "agency"],
                        name="coverage_delta_open",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RosterCounter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("staff", models.IntegerField(default=0)),
                ("concurrent", models.IntegerField(default=0)),
                (
                    "agency",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("agency",), name="coverage_roster_counter_once")],
            },
        ),
        migrations.CreateModel(
            name="RosterDelta",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("staff", models.IntegerField(default=0)),
                ("concurrent", models.IntegerField(default=0)),
                ("effective_on", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                ("counted", models.BooleanField(default=False)),
                (
                    "agency",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["agency", "effective_on"], name="coverage_roster_delta_at"),
                    models.Index(fields=["effective_on"], name="coverage_roster_delta_on"),
                    models.Index(
                        condition=models.Q(("counted", False)), fields=["agency"], name="coverage_roster_delta_open"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RosterPlace",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField(verbose_name="từ ngày")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến trước ngày")),
                ("counts", models.BooleanField()),
                (
                    "agency",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True), ("valid_to__gt", models.F("valid_from")), _connector="OR"
                        ),
                        name="coverage_rosterplace_period",
                    )
                ],
            },
        ),
        migrations.RunSQL(EVERYBODY, migrations.RunSQL.noop),
    ]
