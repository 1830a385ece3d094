from django.apps import AppConfig


class WeeklyConfig(AppConfig):
    name = "learners.weekly"
    label = "weekly"
    verbose_name = "Tình hình tuần"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from learners.notices import wording
        from learners.weekly import reminding
        from mooc.foundation.recurring import Daily, Recurring, register

        register(Recurring("remind_weekly", reminding.remind, Daily(hour=8, minute=30)))
        wording.register(reminding.KIND, reminding.wording)
