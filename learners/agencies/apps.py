from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    name = "learners.agencies"
    label = "agencies"
    verbose_name = "Cơ quan"
    default_auto_field = "django.db.models.BigAutoField"
