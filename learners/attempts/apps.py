from django.apps import AppConfig


class AttemptsConfig(AppConfig):
    name = "learners.attempts"
    label = "attempts"
    verbose_name = "Lượt làm bài"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from learners.attempts.overdue import end_overdue
        from mooc.foundation.recurring import Every, Recurring, register

        register(Recurring("end_overdue_attempts", end_overdue, Every(minutes=1)))
