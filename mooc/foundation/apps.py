from django.apps import AppConfig


class FoundationConfig(AppConfig):
    name = "mooc.foundation"
    label = "foundation"
    verbose_name = "Nền tảng"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.db.backends.signals import connection_created

        import mooc.foundation.among  # noqa: F401 - lookups
        from mooc.foundation.statement_size import widen

        connection_created.connect(widen, dispatch_uid="foundation.widen")
