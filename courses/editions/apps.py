from django.apps import AppConfig


class EditionsConfig(AppConfig):
    name = "courses.editions"
    label = "editions"
    verbose_name = "Bản phát hành"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from wagtail.models import ReferenceIndex

        from courses.catalogue.registry import register_released, register_released_revision
        from courses.editions.asked import releases_asking
        from courses.editions.correcting import is_released, is_released_revision
        from courses.editions.models import KeptFile
        from courses.editions.receivers import index_course
        from courses.editions.scheduling import release_due
        from courses.editions.signals import edition_released
        from courses.questions.registry import register_releases
        from mooc.foundation.recurring import Every, Recurring, register

        edition_released.connect(index_course, dispatch_uid="editions.index_course")
        register(Recurring("release_planned", release_due, Every(minutes=1)))
        ReferenceIndex.register_model(KeptFile)
        register_released(is_released)
        register_released_revision(is_released_revision)
        register_releases(releases_asking)
