from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "learners.feedback"
    label = "feedback"
    verbose_name = "Ý kiến học viên"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from learners.feedback.own_data import feedback_of
        from learners.people import exporting

        exporting.register("feedback", feedback_of)
