from django.apps import AppConfig


class AttemptsConfig(AppConfig):
    name = "learners.attempts"
    label = "attempts"
    verbose_name = "Lượt làm bài"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from courses.outline.registry import register_errands
        from courses.questions.registry import register_notes
        from learners.attempts import appeals, grant_telling, request_telling, signals
        from learners.attempts.overdue import end_overdue
        from learners.notices import wording
        from mooc.foundation.recurring import Every, Recurring, register

        register(Recurring("end_overdue_attempts", end_overdue, Every(minutes=1)))
        register_errands(request_telling.errands)
        register_errands(appeals.errands)
        register_notes(appeals.notes)
        wording.register(request_telling.ASKED, request_telling.asked_wording)
        wording.register(request_telling.ANSWERED, request_telling.answered_wording)
        wording.register(grant_telling.GRANTED, grant_telling.wording)
        signals.accommodated.connect(grant_telling.tell_authors, dispatch_uid="attempts.tell_authors_of_grant")
        signals.attempts_asked.connect(request_telling.tell_authors, dispatch_uid="attempts.tell_authors")
        signals.request_answered.connect(
            request_telling.tell_authors_of_answer, dispatch_uid="attempts.tell_authors_of_answer"
        )
