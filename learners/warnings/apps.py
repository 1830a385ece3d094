from django.apps import AppConfig


class WarningsConfig(AppConfig):
    name = "learners.warnings"
    label = "warnings"
    verbose_name = "Cảnh báo sớm"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from learners.coverage.errands import register as register_errand
        from learners.notices import wording as notices
        from learners.warnings import evaluating, lights, wording
        from mooc.foundation.recurring import Daily, Recurring, register

        # Before the day's work: completions of the day before are all there.
        register(Recurring("evaluate_warnings", evaluating.evaluate, Daily(hour=5, minute=30)))
        notices.register(wording.NOTICE, wording.notice_words)
        register_errand(lights.ERRAND)
