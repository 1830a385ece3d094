from django.apps import AppConfig
from django.db.models.signals import pre_migrate


class XapiConfig(AppConfig):
    name = "xapi"
    label = "xapi"
    verbose_name = "xAPI"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from xapi import triggers

        pre_migrate.connect(triggers.drop, sender=self)
