from django.apps import AppConfig


class EnrolmentConfig(AppConfig):
    name = "learners.enrolment"
    label = "enrolment"
    verbose_name = "Ghi danh"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from courses.editions.registry import register_learner_count
        from courses.editions.signals import edition_released
        from learners.enrolment.receivers import count_learners, follow_release

        register_learner_count(count_learners)
        edition_released.connect(follow_release, dispatch_uid="enrolment.follow_release")
