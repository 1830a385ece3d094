from django.apps import AppConfig


class EnrolmentConfig(AppConfig):
    name = "learners.enrolment"
    label = "enrolment"
    verbose_name = "Ghi danh"
    default_auto_field = "django.db.models.BigAutoField"
