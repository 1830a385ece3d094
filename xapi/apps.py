from django.apps import AppConfig


class XapiConfig(AppConfig):
    name = "xapi"
    label = "xapi"
    verbose_name = "xAPI"
    default_auto_field = "django.db.models.BigAutoField"
