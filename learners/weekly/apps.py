from django.apps import AppConfig


class WeeklyConfig(AppConfig):
    name = "learners.weekly"
    label = "weekly"
    verbose_name = "Tình hình tuần"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from learners.coverage.errands import register as register_errand
        from learners.notices import wording
        from learners.weekly import actions, reading, reminding
        from mooc.foundation.recurring import Daily, Recurring, register

        register(Recurring("remind_weekly", reminding.remind, Daily(hour=8, minute=30)))
        wording.register(reminding.KIND, reminding.wording)
        wording.register(actions.REMARKED, actions.remarked_words)
        register_errand(reading.ERRAND)
