from django.apps import AppConfig


class RehearsalConfig(AppConfig):
    name = "learners.rehearsal"
    label = "rehearsal"
    verbose_name = "Xem như học viên"
    default_auto_field = "django.db.models.BigAutoField"
