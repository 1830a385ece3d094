from django.apps import AppConfig


class StudyConfig(AppConfig):
    name = "learners.study"
    label = "study"
    verbose_name = "Học tập"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in

        from learners.study.keeping import forget_others_answers

        user_logged_in.connect(forget_others_answers, dispatch_uid="study.forget_others_answers")
