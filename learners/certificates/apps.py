from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    name = "learners.certificates"
    label = "certificates"
    verbose_name = "Giấy chứng nhận"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from learners.certificates import naming, receivers, telling
        from learners.certificates.resting import certificates_of
        from learners.notices import wording
        from learners.progress import signals
        from learners.progress.resting import register_resting
        from mooc.foundation.recurring import Every, Recurring, register

        register(Recurring("tell_certificates", telling.tell_owners, Every(minutes=1)))
        register_resting(certificates_of)
        wording.register(telling.KIND, telling.wording)
        wording.register(naming.KIND, naming.wording)
        signals.course_completing.connect(receivers.certify, dispatch_uid="certificates.certify")
        signals.course_completed.connect(receivers.issue_once, dispatch_uid="certificates.issue_once")
        signals.evidence_voided.connect(receivers.revoke_voided, dispatch_uid="certificates.revoke_voided")
        signals.course_completion_withdrawn.connect(
            receivers.revoke_withdrawn, dispatch_uid="certificates.revoke_withdrawn"
        )
