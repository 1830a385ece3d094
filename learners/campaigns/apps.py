from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "learners.campaigns"
    label = "campaigns"
    verbose_name = "Đợt tập huấn"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from learners.campaigns import reminding, signals, waiver_telling
        from learners.campaigns.running import RUN
        from learners.notices import wording
        from learners.people import rights
        from mooc.foundation.recurring import Every, Recurring, register

        rights.register_permission(RUN)
        register(Recurring("remind_people", reminding.send_reminders, Every(minutes=30)))
        wording.register(reminding.KIND, reminding.wording)
        wording.register(waiver_telling.DECIDED, waiver_telling.decided_wording)
        wording.register(waiver_telling.ASKED, waiver_telling.asked_wording)
        signals.waiver_decided.connect(waiver_telling.tell_person, dispatch_uid="campaigns.tell_person")
