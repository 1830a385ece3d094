from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CoverageConfig(AppConfig):
    name = "learners.coverage"
    label = "coverage"
    verbose_name = "Tỷ lệ hoàn thành"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from learners.coverage.word_index import keep

        post_migrate.connect(keep, sender=self)
