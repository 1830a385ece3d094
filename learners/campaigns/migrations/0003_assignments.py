from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.utils import timezone

import learners.campaigns.models


def announce(apps: Any, schema_editor: Any) -> None:
    """Campaigns that are there have asked their people already."""
    apps.get_model("campaigns", "Campaign").objects.update(announced_at=timezone.now())


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0005_contact"),
        ("campaigns", "0002_no_overlap"),
        ("people", "0009_first_translations"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="campaign",
            name="announced_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="giao lúc"),
        ),
        migrations.AddField(
            model_name="campaign",
            name="heads",
            field=models.CharField(
                blank=True,
                choices=[("", "mọi người"), ("heads", "chỉ người đứng đầu"), ("others", "trừ người đứng đầu")],
                default="",
                max_length=8,
                verbose_name="người đứng đầu",
            ),
        ),
        migrations.AddField(
            model_name="campaign",
            name="joiner_days",
            field=models.PositiveSmallIntegerField(default=30, verbose_name="số ngày cho người vào sau"),
        ),
        migrations.AddField(
            model_name="campaign",
            name="positions",
            field=models.JSONField(blank=True, default=list, verbose_name="chức vụ"),
        ),
        migrations.AddField(
            model_name="campaign",
            name="reminders",
            field=models.JSONField(
                blank=True, default=learners.campaigns.models.usual_reminders, verbose_name="ngày nhắc"
            ),
        ),
        migrations.AddField(
            model_name="campaign",
            name="version",
            field=models.PositiveSmallIntegerField(default=1, editable=False, verbose_name="phiên bản"),
        ),
        migrations.AddField(
            model_name="campaignagency",
            name="excluded",
            field=models.BooleanField(default=False, verbose_name="không giao"),
        ),
        migrations.CreateModel(
            name="WaiverRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("exemption", "miễn"), ("extension", "gia hạn")], max_length=10, verbose_name="xin"
                    ),
                ),
                ("reason", models.CharField(max_length=300, verbose_name="lý do")),
                ("first_day", models.DateField(blank=True, null=True, verbose_name="từ ngày")),
                ("last_day", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                ("asked_at", models.DateTimeField(auto_now_add=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("granted", models.BooleanField(null=True)),
                ("answer", models.CharField(blank=True, max_length=300, verbose_name="căn cứ hoặc lý do")),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="requests", to="campaigns.campaign"
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="waiver_requests", to="people.person"
                    ),
                ),
            ],
            options={
                "verbose_name": "đề nghị miễn, gia hạn",
                "verbose_name_plural": "đề nghị miễn, gia hạn",
            },
        ),
        migrations.CreateModel(
            name="Extension",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("due_on", models.DateField(verbose_name="đến hết ngày")),
                ("reason", models.CharField(max_length=300, verbose_name="lý do")),
                ("approved_by", models.CharField(max_length=200, verbose_name="người duyệt")),
                ("given_at", models.DateTimeField(auto_now_add=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="extensions", to="campaigns.campaign"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="extensions", to="people.person"
                    ),
                ),
                (
                    "request",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="campaigns.waiverrequest",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="exemption",
            name="request",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="campaigns.waiverrequest",
            ),
        ),
        migrations.CreateModel(
            name="Assignment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField(verbose_name="từ ngày")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến trước ngày")),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("can_bo", "Cán bộ"),
                            ("cong_chuc", "Công chức"),
                            ("vien_chuc", "Viên chức"),
                            ("hop_dong", "Người lao động hợp đồng"),
                        ],
                        max_length=10,
                    ),
                ),
                ("is_head", models.BooleanField(default=False)),
                ("exempt", models.BooleanField(default=False)),
                ("assigned_on", models.DateField()),
                ("due_on", models.DateField()),
                ("registered_on", models.DateField(null=True)),
                ("started_on", models.DateField(null=True)),
                ("satisfied_on", models.DateField(null=True)),
                ("external", models.BooleanField(default=False)),
                ("score", models.PositiveSmallIntegerField(null=True)),
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
                        related_name="assignments",
                        to="campaigns.campaign",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="assignments",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["campaign", "agency", "valid_from"], name="campaigns_assigned_at")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True), ("valid_to__gt", models.F("valid_from")), _connector="OR"
                        ),
                        name="campaigns_assignment_period",
                    ),
                    models.UniqueConstraint(
                        fields=("person", "campaign", "valid_from"), name="campaigns_assignment_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CampaignException",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("included", models.BooleanField(verbose_name="giao thêm")),
                ("reason", models.CharField(max_length=300, verbose_name="lý do")),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="exceptions", to="campaigns.campaign"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("campaign", "person"), name="campaigns_exception_once"),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="campaigns_exception_reason"
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="waiverrequest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("decided_at", None)),
                fields=("campaign", "person", "kind"),
                name="campaigns_one_open_request",
            ),
        ),
        migrations.AddConstraint(
            model_name="waiverrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at", None), ("granted", None)),
                    models.Q(("decided_at__isnull", False), ("granted__isnull", False)),
                    _connector="OR",
                ),
                name="campaigns_request_decided_somehow",
            ),
        ),
        migrations.AddConstraint(
            model_name="extension",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)), fields=("campaign", "person"), name="campaigns_one_extension"
            ),
        ),
        migrations.AddConstraint(
            model_name="extension",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="campaigns_extension_reason"
            ),
        ),
        migrations.RunPython(announce, migrations.RunPython.noop),
    ]
