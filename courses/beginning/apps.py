from django.apps import AppConfig


class BeginningConfig(AppConfig):
    name = "courses.beginning"
    label = "beginning"
    verbose_name = "Khóa học mới"
    default_auto_field = "django.db.models.BigAutoField"
