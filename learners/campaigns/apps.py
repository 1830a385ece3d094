from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "learners.campaigns"
    label = "campaigns"
    verbose_name = "Đợt tập huấn"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.db.models.signals import post_save

        from learners.agencies import signals as agencies
        from learners.agencies.reorganising.previewing import register_touched
        from learners.campaigns import receivers, reminding, signals, waiver_telling
        from learners.campaigns.following import follow
        from learners.campaigns.pending import work_off
        from learners.campaigns.running import RUN
        from learners.campaigns.touched import campaigns_named
        from learners.notices import wording
        from learners.people import rights
        from learners.people.models import Account
        from learners.people.signals import accounts_made, people_merged
        from learners.progress.signals import progressed
        from mooc.foundation.recurring import Every, Recurring, register

        rights.register_permission(RUN)
        register(Recurring("remind_people", reminding.send_reminders, Every(minutes=30)))
        wording.register(reminding.KIND, reminding.wording)
        wording.register(waiver_telling.DECIDED, waiver_telling.decided_wording)
        wording.register(waiver_telling.ASKED, waiver_telling.asked_wording)
        signals.waiver_decided.connect(waiver_telling.tell_person, dispatch_uid="campaigns.tell_person")
        register(Recurring("assign_pending", work_off, Every(minutes=5)))
        progressed.connect(follow, dispatch_uid="campaigns.follow")
        agencies.memberships_changed.connect(receivers.memberships_changed, dispatch_uid="campaigns.memberships")
        agencies.structure_changed.connect(receivers.structure_changed, dispatch_uid="campaigns.structure")
        people_merged.connect(receivers.people_merged, dispatch_uid="campaigns.people_merged")
        signals.campaigns_changed.connect(receivers.campaigns_changed, dispatch_uid="campaigns.campaigns")
        signals.waivers_changed.connect(receivers.waivers_changed, dispatch_uid="campaigns.waivers")
        accounts_made.connect(receivers.accounts_made, dispatch_uid="campaigns.accounts_made")
        post_save.connect(receivers.account_saved, sender=Account, dispatch_uid="campaigns.account_saved")
        register_touched(campaigns_named)
