from django.apps import AppConfig


class CoverageConfig(AppConfig):
    name = "learners.coverage"
    label = "coverage"
    verbose_name = "Tỷ lệ hoàn thành"
    default_auto_field = "django.db.models.BigAutoField"
