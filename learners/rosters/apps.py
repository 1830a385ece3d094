from django.apps import AppConfig


class RostersConfig(AppConfig):
    name = "learners.rosters"
    label = "rosters"
    verbose_name = "Danh sách cán bộ"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from learners.rosters.removing import remove_left
        from learners.rosters.upkeep import forget, sweep
        from mooc.foundation.recurring import Daily, Every, Recurring, register

        register(Recurring("forget_rosters", forget, Daily(hour=3, minute=35)))
        register(Recurring("remove_undone_people", remove_left, Every(minutes=30)))
        register(Recurring("sweep_roster_files", sweep, Daily(hour=3, minute=55)))
