from django.apps import AppConfig


class AttemptsConfig(AppConfig):
    name = "learners.attempts"
    label = "attempts"
    verbose_name = "Lượt làm bài"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.db.models.signals import post_delete

        from courses.outline.registry import register_errands
        from courses.questions.registry import register_notes
        from learners.attempts import appeals, file_upkeep, grant_telling, recorded, request_telling, signals
        from learners.attempts.file_models import AnswerFile
        from learners.attempts.overdue import end_overdue
        from learners.notices import wording
        from mooc.foundation.recurring import Daily, Every, Recurring, register
        from xapi.hooks import guarded

        guarded.append(recorded.is_question)
        register(Recurring("end_overdue_attempts", end_overdue, Every(minutes=1)))
        register(Recurring("sweep_answer_files", file_upkeep.sweep, Daily(hour=3, minute=50)))
        post_delete.connect(file_upkeep.forget_bytes, sender=AnswerFile, dispatch_uid="attempts.forget_bytes")
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
