from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "learners.feedback"
    label = "feedback"
    verbose_name = "Ý kiến học viên"
    default_auto_field = "django.db.models.BigAutoField"
