from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    name = "learners.agencies"
    label = "agencies"
    verbose_name = "Cơ quan"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from learners.agencies.permissions import holders_of_scopes
        from learners.agencies.queries import primary_agency_names
        from learners.people import describing, rights

        rights.register(holders_of_scopes)
        describing.register(primary_agency_names)
