from django.apps import AppConfig


class MediaConfig(AppConfig):
    name = "content.media"
    label = "media"
    verbose_name = "Tệp"
    default_auto_field = "django.db.models.BigAutoField"
