from django.apps import AppConfig


class EditionsConfig(AppConfig):
    name = "courses.editions"
    label = "editions"
    verbose_name = "Bản phát hành"
    default_auto_field = "django.db.models.BigAutoField"
