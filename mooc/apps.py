from django.apps import AppConfig


class MoocConfig(AppConfig):
    name = "mooc"
    label = "mooc"
    verbose_name = "Đại học số"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from mooc import checks  # noqa: F401
        from mooc.upkeep import register_all

        register_all()
