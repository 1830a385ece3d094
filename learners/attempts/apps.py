from django.apps import AppConfig


class AttemptsConfig(AppConfig):
    name = "learners.attempts"
    label = "attempts"
    verbose_name = "Lượt làm bài"
    default_auto_field = "django.db.models.BigAutoField"
