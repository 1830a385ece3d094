from django.apps import AppConfig


class RekeyingConfig(AppConfig):
    name = "courses.rekeying"
    label = "rekeying"
    verbose_name = "Sửa đáp án"
    default_auto_field = "django.db.models.BigAutoField"
