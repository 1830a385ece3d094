from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "courses.exchange"
    label = "exchange"
    verbose_name = "Trao đổi câu hỏi"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from courses.exchange.actions import sweep
        from courses.exchange.wagtail_hooks import bank_buttons
        from courses.questions.registry import register_buttons
        from mooc.foundation.recurring import Daily, Recurring, register

        register(Recurring("sweep_waiting_questions", lambda alive: sweep(), Daily(hour=3, minute=45)))
        register_buttons(bank_buttons)
