from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "learners.campaigns"
    label = "campaigns"
    verbose_name = "Đợt tập huấn"
    default_auto_field = "django.db.models.BigAutoField"
