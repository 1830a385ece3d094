from django.apps import AppConfig


class MediaConfig(AppConfig):
    name = "content.media"
    label = "media"
    verbose_name = "Tệp"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from content.media.actions import sweep
        from mooc.foundation.recurring import Daily, Recurring, register

        register(Recurring("sweep_recordings", lambda alive: sweep(), Daily(hour=3, minute=45)))
