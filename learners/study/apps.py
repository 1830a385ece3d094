from django.apps import AppConfig


class StudyConfig(AppConfig):
    name = "learners.study"
    label = "study"
    verbose_name = "Học tập"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in

        from courses.editions.signals import edition_released
        from learners.attempts.signals import accommodated, appeal_answered, request_answered
        from learners.notices.wording import register as register_wording
        from learners.study import own_data, telling
        from learners.study.keeping import forget_others_answers

        own_data.register()
        register_wording(telling.KIND, telling.wording)
        register_wording(telling.ATTEMPTS, telling.answer_wording)
        register_wording(telling.APPEAL, telling.appeal_wording)
        appeal_answered.connect(telling.tell_of_appeal, dispatch_uid="study.tell_of_appeal")
        register_wording(telling.GRANTED, telling.granted_wording)
        accommodated.connect(telling.tell_of_grant, dispatch_uid="study.tell_of_grant")
        request_answered.connect(telling.tell_of_answer, dispatch_uid="study.tell_of_answer")
        # After enrolment, whose room comes first, has moved them.
        edition_released.connect(telling.tell_of_release, dispatch_uid="study.tell_of_release")
        user_logged_in.connect(forget_others_answers, dispatch_uid="study.forget_others_answers")
