from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CoverageConfig(AppConfig):
    name = "learners.coverage"
    label = "coverage"
    verbose_name = "Tỷ lệ hoàn thành"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from learners.agencies.signals import memberships_changed
        from learners.attempts import signals
        from learners.campaigns import signals as campaign_signals
        from learners.campaigns.signals import assignments_moved, people_rederived
        from learners.coverage import counting, digesting, places, request_telling, waiver_telling
        from learners.coverage.errands import register as register_errand
        from learners.coverage.frozen import signing
        from learners.coverage.frozen.guarding import keep as keep_guarded
        from learners.coverage.leading import team_to_see_to
        from learners.coverage.settling import settle
        from learners.coverage.signing_in import page_to_see_to
        from learners.coverage.waiting import KINDS
        from learners.coverage.word_index import keep
        from learners.notices import wording
        from learners.notices.receivers import register_place
        from learners.people.signals import people_merged
        from mooc.foundation.recurring import Daily, Every, Recurring, register

        register(Recurring("sweep_signed_files", signing.sweep, Daily(hour=3, minute=55)))
        register(Recurring("settle_counters", settle, Every(minutes=1)))
        assignments_moved.connect(counting.count, dispatch_uid="coverage.count")
        memberships_changed.connect(places.refresh_places, dispatch_uid="coverage.places")
        people_merged.connect(places.refresh_places, dispatch_uid="coverage.places_merged")
        people_rederived.connect(places.refresh_places, dispatch_uid="coverage.places_rederived")
        register_place(page_to_see_to)
        register_place(team_to_see_to)
        signals.attempts_asked.connect(request_telling.tell_officers, dispatch_uid="coverage.tell_officers")
        signals.request_answered.connect(
            request_telling.tell_officers_of_answer, dispatch_uid="coverage.tell_officers_of_answer"
        )
        signals.accommodated.connect(request_telling.tell_officers_of_grant, dispatch_uid="coverage.tell_of_grant")
        register(Recurring("send_digests", digesting.send_digests, Daily(hour=7, minute=30)))
        wording.register(digesting.KIND, digesting.wording)
        campaign_signals.waivers_asked.connect(
            waiver_telling.tell_officers, dispatch_uid="coverage.tell_officers_of_waiver"
        )
        for kind in KINDS:
            register_errand(kind)
        post_migrate.connect(keep, sender=self)
        post_migrate.connect(keep_guarded, sender=self)
