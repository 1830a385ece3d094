from django.apps import AppConfig


class H5PConfig(AppConfig):
    name = "content.h5p"
    label = "h5p"
    verbose_name = "Nội dung tương tác"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from content.h5p.upkeep import forget, sweep
        from mooc.foundation.recurring import Daily, Recurring, register

        register(Recurring("forget_h5p_uploads", forget, Daily(hour=3, minute=25)))
        register(Recurring("sweep_h5p_files", sweep, Daily(hour=4, minute=5)))
