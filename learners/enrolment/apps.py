from django.apps import AppConfig


class EnrolmentConfig(AppConfig):
    name = "learners.enrolment"
    label = "enrolment"
    verbose_name = "Ghi danh"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.db.models.signals import post_migrate

        from courses.editions.registry import register_learner_count
        from courses.editions.signals import edition_released
        from learners.enrolment import authorities
        from learners.enrolment.receivers import count_learners, follow_release, make_namespace
        from xapi import hooks

        hooks.own_authorities += [
            authorities.system,
            authorities.server_graded,
            authorities.learner_session,
            authorities.h5p_claim,
            authorities.administration,
        ]
        register_learner_count(count_learners)
        post_migrate.connect(make_namespace, sender=self)
        edition_released.connect(follow_release, dispatch_uid="enrolment.follow_release")
