import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0005_contact"),
        ("campaigns", "0003_assignments"),
        ("notices", "0002_facts"),
        ("people", "0009_first_translations"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Digest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("week", models.DateField()),
                ("sent_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name": "bản tin tuần",
                "verbose_name_plural": "bản tin tuần",
            },
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("due_on", models.DateField()),
                ("offset", models.SmallIntegerField()),
                ("accounts", models.PositiveSmallIntegerField(default=0)),
                ("sent_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name": "lời nhắc",
                "verbose_name_plural": "lời nhắc",
            },
        ),
        migrations.AlterModelOptions(
            name="campaign",
            options={
                "ordering": ["-opens_on"],
                "permissions": [("run", "Lập và giao đợt tập huấn")],
                "verbose_name": "đợt tập huấn",
                "verbose_name_plural": "đợt tập huấn",
            },
        ),
        migrations.AddField(
            model_name="campaign",
            name="cancelled_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="hủy lúc"),
        ),
        migrations.AddIndex(
            model_name="assignment",
            index=models.Index(
                condition=models.Q(("exempt", False), ("satisfied_on", None)),
                fields=["campaign", "due_on"],
                name="campaigns_to_remind",
            ),
        ),
        migrations.AddConstraint(
            model_name="campaign",
            constraint=models.CheckConstraint(
                condition=models.Q(("cancelled_at", None), ("announced_at", None), _connector="OR"),
                name="campaigns_cancelled_asks_nobody",
            ),
        ),
        migrations.AddField(
            model_name="digest",
            name="account",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="digest",
            name="agency",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="agencies.agency"
            ),
        ),
        migrations.AddField(
            model_name="digest",
            name="campaign",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="campaigns.campaign"
            ),
        ),
        migrations.AddField(
            model_name="reminder",
            name="campaign",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="campaigns.campaign"
            ),
        ),
        migrations.AddField(
            model_name="reminder",
            name="notice",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="notices.notice"
            ),
        ),
        migrations.AddField(
            model_name="reminder",
            name="person",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.person"),
        ),
        migrations.AddConstraint(
            model_name="digest",
            constraint=models.UniqueConstraint(
                fields=("campaign", "week", "account", "agency"), name="campaigns_digest_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.UniqueConstraint(
                fields=("campaign", "due_on", "offset", "person"), name="campaigns_reminded_once"
            ),
        ),
    ]
