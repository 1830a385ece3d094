from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CoverageConfig(AppConfig):
    name = "learners.coverage"
    label = "coverage"
    verbose_name = "Tỷ lệ hoàn thành"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from learners.coverage.leading import team_to_see_to
        from learners.coverage.signing_in import page_to_see_to
        from learners.coverage.word_index import keep
        from learners.notices.receivers import register_place

        register_place(page_to_see_to)
        register_place(team_to_see_to)
        post_migrate.connect(keep, sender=self)
