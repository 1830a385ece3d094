from django.apps import AppConfig


class H5PConfig(AppConfig):
    name = "content.h5p"
    label = "h5p"
    verbose_name = "Nội dung tương tác"
    default_auto_field = "django.db.models.BigAutoField"
