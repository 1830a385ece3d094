from django.apps import AppConfig


class MarkingConfig(AppConfig):
    name = "learners.marking"
    label = "marking"
    verbose_name = "Chấm bài"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from learners.attempts.permissions import MARK
        from learners.marking import telling
        from learners.notices import wording
        from learners.people import rights

        wording.register(telling.KIND, telling.wording)
        rights.register_permission(MARK)
