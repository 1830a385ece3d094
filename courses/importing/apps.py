from django.apps import AppConfig


class ImportingConfig(AppConfig):
    name = "courses.importing"
    label = "importing"
    verbose_name = "Nhập bài học"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from courses.importing.actions import sweep
        from mooc.foundation.recurring import Daily, Recurring, register

        register(Recurring("sweep_waiting_files", lambda alive: sweep(), Daily(hour=3, minute=40)))
