from django.apps import AppConfig


class MarkingConfig(AppConfig):
    name = "learners.marking"
    label = "marking"
    verbose_name = "Chấm bài"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from learners.attempts import telling as attempts_telling
        from learners.attempts.permissions import MARK
        from learners.marking import history, telling
        from learners.notices import wording
        from learners.people import rights

        wording.register(telling.KIND, telling.wording)
        wording.register(telling.CORRECTED, telling.corrected_wording)
        attempts_telling.register(history.log_lines)
        rights.register_permission(MARK)
