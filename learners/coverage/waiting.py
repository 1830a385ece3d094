"""The kinds of errands of this room and of those below it, the ones that keep a learner waiting first."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from learners.campaigns.models import Campaign
from learners.campaigns.running import Runner
from learners.coverage.claims import open_claims_of
from learners.coverage.corrections import open_corrections_of
from learners.coverage.duplicates import pairs_of
from learners.coverage.errands import Kind
from learners.coverage.permissions import PeopleScope
from learners.coverage.requests import open_requests_of
from learners.coverage.unassigned import left_behind
from learners.coverage.waivers import open_waivers_of
from learners.rosters.models import WAITING, RosterImport


def _rosters_of(scope: PeopleScope) -> QuerySet[RosterImport]:
    """Her own: what another officer brought is that officer's to finish."""
    reach, account = scope.agencies.reach(scope.day), scope.agencies.account
    return RosterImport.objects.filter(agency__among=reach, owner=account.pk, state__in=WAITING)


def _drafts_of(scope: PeopleScope) -> QuerySet[Campaign]:
    account: Any = scope.agencies.account
    runner = Runner(account, scope.day, scope.agencies)
    return runner.drafts() if runner.may_run else Campaign.objects.none()


ANSWER = _("Xem và trả lời")
KINDS = (
    Kind(
        "requests",
        open_requests_of,
        ngettext_lazy("%(number)d người xin thêm lượt làm bài", "%(number)d người xin thêm lượt làm bài", "number"),
        ANSWER,
        "coverage:requests",
    ),
    Kind(
        "waivers",
        open_waivers_of,
        ngettext_lazy(
            "%(number)d đề nghị miễn, gia hạn đang chờ", "%(number)d đề nghị miễn, gia hạn đang chờ", "number"
        ),
        ANSWER,
        "coverage:waivers",
    ),
    Kind(
        "claims",
        open_claims_of,
        ngettext_lazy(
            "%(number)d ý kiến về nơi công tác đang chờ", "%(number)d ý kiến về nơi công tác đang chờ", "number"
        ),
        ANSWER,
        "coverage:claims",
    ),
    Kind(
        "corrections",
        open_corrections_of,
        ngettext_lazy("%(number)d đề nghị sửa họ tên đang chờ", "%(number)d đề nghị sửa họ tên đang chờ", "number"),
        _("Xem và quyết định"),
        "coverage:corrections",
    ),
    Kind(
        "unassigned",
        left_behind,
        ngettext_lazy("%(number)d người chưa phân đơn vị", "%(number)d người chưa phân đơn vị", "number"),
        _("Phân từng người về đơn vị mới"),
        "coverage:unassigned",
    ),
    Kind(
        "pairs",
        pairs_of,
        ngettext_lazy("%(number)d cặp hồ sơ có thể là một người", "%(number)d cặp hồ sơ có thể là một người", "number"),
        _("Xem từng cặp, gộp hoặc giữ riêng"),
        "coverage:duplicates",
    ),
    Kind(
        "rosters",
        _rosters_of,
        ngettext_lazy("%(number)d danh sách cán bộ đang nhập dở", "%(number)d danh sách cán bộ đang nhập dở", "number"),
        _("Xem lại rồi nhập hoặc bỏ"),
        "rosters:index",
    ),
    Kind(
        "drafts",
        _drafts_of,
        ngettext_lazy("%(number)d đợt tập huấn còn là bản nháp", "%(number)d đợt tập huấn còn là bản nháp", "number"),
        _("Xem trước số người rồi giao"),
        "campaigns:index",
    ),
)
