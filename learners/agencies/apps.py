from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AgenciesConfig(AppConfig):
    name = "learners.agencies"
    label = "agencies"
    verbose_name = "Cơ quan"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from learners.agencies import claims
        from learners.agencies.duplicates import propose_recent, tell_merged
        from learners.agencies.permissions import holders_of_scopes
        from learners.agencies.queries import primary_agency_names
        from learners.agencies.reorganising import following
        from learners.agencies.stamping import keep
        from learners.notices import wording
        from learners.people import describing, rights
        from learners.people.signals import people_merged
        from mooc.foundation.recurring import Daily, Every, Recurring, register

        rights.register(holders_of_scopes)
        rights.register_permission("agencies.reorganise")
        describing.register(primary_agency_names)
        post_migrate.connect(keep, sender=self)
        wording.register(claims.KIND, claims.wording)
        people_merged.connect(tell_merged, dispatch_uid="agencies.tell_merged")
        register(Recurring("propose_duplicates", propose_recent, Daily(hour=2, minute=40)))
        register(Recurring("reorganisations", following.run, Every(minutes=15)))
