from django.apps import AppConfig


class ExternalConfig(AppConfig):
    name = "learners.external"
    label = "external"
    verbose_name = "Hoàn thành ở nơi khác"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import datetime as dt

        from django.db.models.signals import post_delete

        from learners.external import own_data, running, upkeep
        from learners.external.models import Import
        from learners.people import exporting
        from mooc.foundation.recurring import Daily, Every, Recurring, register

        register(Recurring("bring_in_completions", running.run, Every(minutes=1), timeout=dt.timedelta(minutes=10)))
        register(Recurring("sweep_external", upkeep.sweep, Daily(hour=3, minute=20)))
        post_delete.connect(upkeep.forget_bytes, sender=Import, dispatch_uid="external.forget_bytes")
        exporting.register("completed_elsewhere", own_data.completions_of)
