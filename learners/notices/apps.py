from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "learners.notices"
    label = "notices"
    verbose_name = "Thông báo"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from content.h5p.signals import awaited_libraries_decided
        from courses.editions.signals import planned_release_ended
        from learners.notices import packages, receivers, wording
        from learners.notices.upkeep import forget_read
        from learners.people.signals import code_refused, factor_reset
        from mooc.foundation.recurring import Daily, Recurring, register

        register(Recurring("forget_read_notices", forget_read, Daily(hour=3, minute=30)))
        wording.register(receivers.CODE_REFUSED, receivers.of_refused_code)
        wording.register(receivers.FACTOR_RESET, receivers.of_factor_reset)
        wording.register(receivers.PLANNED_RELEASE, receivers.of_planned_release)
        wording.register(packages.LIBRARIES, packages.of_libraries)
        code_refused.connect(receivers.tell_who_issued, dispatch_uid="notices.tell_who_issued")
        factor_reset.connect(receivers.tell_of_factor_reset, dispatch_uid="notices.tell_of_factor_reset")
        planned_release_ended.connect(receivers.tell_of_planned_release, dispatch_uid="notices.tell_of_planned_release")
        awaited_libraries_decided.connect(packages.tell_of_libraries, dispatch_uid="notices.tell_of_libraries")
