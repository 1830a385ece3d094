from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "learners.notices"
    label = "notices"
    verbose_name = "Thông báo"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from courses.editions.signals import planned_release_ended
        from learners.notices import receivers, wording
        from learners.notices.upkeep import forget_read
        from learners.people.signals import code_refused, factor_reset
        from mooc.foundation.recurring import Daily, Recurring, register

        register(Recurring("forget_read_notices", forget_read, Daily(hour=3, minute=30)))
        wording.register(receivers.CODE_REFUSED, receivers.of_refused_code)
        wording.register(receivers.FACTOR_RESET, receivers.of_factor_reset)
        wording.register(receivers.PLANNED_RELEASE, receivers.of_planned_release)
        code_refused.connect(receivers.tell_who_issued, dispatch_uid="notices.tell_who_issued")
        factor_reset.connect(receivers.tell_of_factor_reset, dispatch_uid="notices.tell_of_factor_reset")
        planned_release_ended.connect(receivers.tell_of_planned_release, dispatch_uid="notices.tell_of_planned_release")
