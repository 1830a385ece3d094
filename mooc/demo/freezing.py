"""The report of Hậu Giang's campaign as frozen at the end of June 2025, twice; and Cần Thơ's form of a report."""

import datetime as dt
from zoneinfo import ZoneInfo

from django.utils import timezone

from learners.agencies.history import History
from learners.agencies.models import Agency, Membership
from learners.campaigns.models import Campaign
from learners.coverage.documents.layouts import set_layout
from learners.coverage.frozen.freezing import freeze_report
from learners.coverage.reporting import report
from learners.coverage.teams import team_rows
from learners.people.models import Account
from learners.progress.models import Completion
from mooc.demo.campaigns import CLOSED, LAST_DAY
from mooc.foundation.periods import on

LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")
FIRST = dt.datetime(2025, 7, 1, 8, 30, tzinfo=LOCAL)
SECOND = dt.datetime(2025, 7, 8, 15, 10, tzinfo=LOCAL)
REASON = "Bổ sung kết quả hoàn thành trước hạn nhưng ghi nhận sau ngày 01/07/2025"
# So many of a hundred completions were known when it was frozen first.
KNOWN = 96
LAYOUT = {
    "superior_body": "",
    "issuing_body": "Ủy ban nhân dân thành phố Cần Thơ",
    "code": "BC-UBND",
    "place": "Cần Thơ",
    "addressee": "",
    "signer_authority": "TM. Ủy ban nhân dân",
    "signer_title": "",
    "recipients": "Thường trực Thành ủy;\nThường trực HĐND thành phố;\nCác sở, ban, ngành;\nUBND xã, phường;\nLưu: VT.",
}


def write_frozen(officer: Account) -> None:
    """History brought in has today's ``stored``: which of it was known first goes by the order in which it came."""
    campaign = Campaign.objects.get(slug=CLOSED)
    here = History.read().subtree([Agency.objects.get(source_key="hg").pk], LAST_DAY)
    known = Completion.objects.filter(
        course_key__in=campaign.courses.values("course_key"),
        effective_at__date__lte=LAST_DAY,
        person__in=Membership.objects.filter(on(LAST_DAY), agency__in=here, is_primary=True).values("person"),
    )
    moments = sorted(known.values_list("recorded_at", flat=True))
    later = moments[max(len(moments) * KNOWN // 100, 1) :]
    if moments:
        # What a statement moves is written after it, and before the next one comes.
        until = later[0] - dt.timedelta(microseconds=1) if later else timezone.now()
        _freeze(campaign, until, FIRST, 1, "", officer)
    # Of a handful of people nobody's completion came later: there is nothing to sign a second time.
    if later:
        _freeze(campaign, timezone.now(), SECOND, 2, REASON, officer)
    set_layout(agency=Agency.objects.get(source_key="ct"), words=LAYOUT, acting_user=officer)


def _freeze(
    campaign: Campaign, known_at: dt.datetime, at: dt.datetime, revision: int, reason: str, officer: Account
) -> None:
    found = report(
        campaign=campaign,
        root=Agency.objects.get(source_key="hg").pk,
        structure=LAST_DAY,
        membership=LAST_DAY,
        completion=LAST_DAY,
        known_at=known_at,
    )
    freeze_report(report=found, teams=team_rows(found), revision=revision, reason=reason, acting_user=officer, at=at)
