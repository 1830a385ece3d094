from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AgenciesConfig(AppConfig):
    name = "learners.agencies"
    label = "agencies"
    verbose_name = "Cơ quan"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from learners.agencies.permissions import holders_of_scopes
        from learners.agencies.queries import primary_agency_names
        from learners.agencies.stamping import keep
        from learners.people import describing, rights

        rights.register(holders_of_scopes)
        rights.register_permission("agencies.reorganise")
        describing.register(primary_agency_names)
        post_migrate.connect(keep, sender=self)
