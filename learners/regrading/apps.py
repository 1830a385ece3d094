from django.apps import AppConfig


class RegradingConfig(AppConfig):
    name = "learners.regrading"
    label = "regrading"
    verbose_name = "Chấm lại"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import datetime as dt

        from learners.attempts import telling as attempts_telling
        from learners.notices import wording
        from learners.regrading import history, running, telling
        from mooc.foundation.recurring import Every, Recurring, register

        register(Recurring("regrade", running.run, Every(minutes=1), timeout=dt.timedelta(minutes=10)))
        wording.register(telling.KIND, telling.wording)
        attempts_telling.register(history.log_lines)
