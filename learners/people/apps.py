from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "learners.people"
    label = "people"
    verbose_name = "Người học"
    default_auto_field = "django.db.models.BigAutoField"
