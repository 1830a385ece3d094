from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CoverageConfig(AppConfig):
    name = "learners.coverage"
    label = "coverage"
    verbose_name = "Tỷ lệ hoàn thành"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from learners.attempts import signals
        from learners.coverage import request_telling
        from learners.coverage.frozen.guarding import keep as keep_guarded
        from learners.coverage.leading import team_to_see_to
        from learners.coverage.signing_in import page_to_see_to
        from learners.coverage.word_index import keep
        from learners.notices.receivers import register_place

        register_place(page_to_see_to)
        register_place(team_to_see_to)
        signals.attempts_asked.connect(request_telling.tell_officers, dispatch_uid="coverage.tell_officers")
        signals.request_answered.connect(
            request_telling.tell_officers_of_answer, dispatch_uid="coverage.tell_officers_of_answer"
        )
        signals.accommodated.connect(request_telling.tell_officers_of_grant, dispatch_uid="coverage.tell_of_grant")
        post_migrate.connect(keep, sender=self)
        post_migrate.connect(keep_guarded, sender=self)
