"""A reorganisation that is being prepared: a draft for a day to come, so that there is something to look at."""

import datetime as dt

from learners.agencies.models import Agency, Reorganisation, ReorganisationKind
from learners.agencies.reorganising.applying import keep_draft
from learners.agencies.reorganising.proposal import Proposal, Source, Target
from learners.people.models import Account

WARD = "p-vithanh"
DIVISIONS = ("p-vithanh-kt", "p-vithanh-vhxh")


def draft_a_merger(today: dt.date, acting_user: Account) -> None:
    """Two divisions of a ward are to become one, from the first day of the next year that is a month away."""
    day = dt.date((today + dt.timedelta(days=30)).year + 1, 1, 1)
    ward = Agency.objects.get(source_key=WARD)
    sources = tuple(Source(Agency.objects.get(source_key=key).pk) for key in DIVISIONS)
    target = Target(
        name="Phòng Kinh tế - Xã hội phường Vị Thanh", short_name="Phòng KT-XH", kind="phong", parent=ward.pk
    )
    event = Reorganisation(
        kind=ReorganisationKind.MERGE,
        effective_on=day,
        decision="Dự thảo phương án sắp xếp phòng chuyên môn của phường Vị Thanh",
        note="Đang lấy ý kiến hai phòng; chưa có số quyết định.",
    )
    proposal = Proposal(event.kind, day, sources, (target,))
    keep_draft(reorganisation=event, proposal=proposal, acting_user=acting_user)
