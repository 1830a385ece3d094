from django.apps import AppConfig


class OutlineConfig(AppConfig):
    name = "courses.outline"
    label = "outline"
    verbose_name = "Sơ đồ khóa học"
    default_auto_field = "django.db.models.BigAutoField"
