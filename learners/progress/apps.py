from django.apps import AppConfig


class ProgressConfig(AppConfig):
    name = "learners.progress"
    label = "progress"
    verbose_name = "Tiến độ"
    default_auto_field = "django.db.models.BigAutoField"
