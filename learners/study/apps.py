from django.apps import AppConfig


class StudyConfig(AppConfig):
    name = "learners.study"
    label = "study"
    verbose_name = "Học tập"
    default_auto_field = "django.db.models.BigAutoField"
