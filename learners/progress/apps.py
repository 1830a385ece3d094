from django.apps import AppConfig


class ProgressConfig(AppConfig):
    name = "learners.progress"
    label = "progress"
    verbose_name = "Tiến độ"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from courses.editions.registry import register_stopped
        from learners.enrolment.signals import enrolled, pins_changed
        from learners.people.signals import people_merged
        from learners.progress import receivers
        from learners.progress.claims import is_verdict
        from learners.progress.kinds import KINDS
        from learners.progress.live import ProgressFold
        from learners.progress.reactions import react
        from learners.progress.stopping import stopped
        from learners.progress.upkeep import expire_statements
        from mooc.foundation.recurring import Daily, Recurring, register
        from xapi import hooks
        from xapi.vocabulary import classify_verbs

        classify_verbs(KINDS)
        hooks.folds.append(ProgressFold())
        hooks.reactions.append(react)
        hooks.kept_extensions.append(is_verdict)
        hooks.redactions.append(receivers.audit_redaction)
        register_stopped(stopped)
        register(Recurring("expire_statements", expire_statements, Daily(hour=2)))
        enrolled.connect(receivers.make_rows, dispatch_uid="progress.make_rows")
        pins_changed.connect(receivers.fold_moved, dispatch_uid="progress.fold_moved")
        people_merged.connect(receivers.fold_merged, dispatch_uid="progress.fold_merged")
