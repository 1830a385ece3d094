"""The kinds of errands of this room and of those below it, the ones that keep a learner waiting first."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from learners.campaigns.models import Campaign
from learners.campaigns.running import Runner
from learners.coverage.claims import open_claims_of
from learners.coverage.corrections import open_corrections_of
from learners.coverage.duplicates import pairs_of
from learners.coverage.errands import Kind, register
from learners.coverage.permissions import PeopleScope
from learners.coverage.requests import open_requests_of
from learners.coverage.unassigned import left_behind
from learners.coverage.waivers import open_waivers_of
from learners.rosters.models import WAITING, RosterImport


def register_kinds() -> None:
    for kind in (
        Kind("requests", open_requests_of, _requests, _answer, "coverage:requests"),
        Kind("waivers", open_waivers_of, _waivers, _answer, "coverage:waivers"),
        Kind("claims", open_claims_of, _claims, _answer, "coverage:claims"),
        Kind("corrections", open_corrections_of, _corrections, _decide, "coverage:corrections"),
        Kind("unassigned", left_behind, _unassigned, lambda: _("Phân từng người về đơn vị mới"), "coverage:unassigned"),
        Kind("pairs", pairs_of, _pairs, lambda: _("Xem từng cặp, gộp hoặc giữ riêng"), "coverage:duplicates"),
        Kind("rosters", _rosters_of, _rosters, lambda: _("Xem lại rồi nhập hoặc bỏ"), "rosters:index"),
        Kind("drafts", _drafts_of, _drafts, lambda: _("Xem trước số người rồi giao"), "campaigns:index"),
    ):
        register(kind)


def _rosters_of(scope: PeopleScope) -> QuerySet[RosterImport]:
    """Her own: what another officer brought is that officer's to finish."""
    reach, account = scope.agencies.reach(scope.day), scope.agencies.account
    return RosterImport.objects.filter(agency__in=reach, owner=account.pk, state__in=WAITING)


def _drafts_of(scope: PeopleScope) -> QuerySet[Campaign]:
    account: Any = scope.agencies.account
    runner = Runner(account, scope.day, scope.agencies)
    return runner.drafts() if runner.may_run else Campaign.objects.none()


def _answer() -> str:
    return _("Xem và trả lời")


def _decide() -> str:
    return _("Xem và quyết định")


def _corrections(number: int) -> str:
    text = ngettext("%(number)d đề nghị sửa họ tên đang chờ", "%(number)d đề nghị sửa họ tên đang chờ", number)
    return text % {"number": number}


def _claims(number: int) -> str:
    text = ngettext("%(number)d ý kiến về nơi công tác đang chờ", "%(number)d ý kiến về nơi công tác đang chờ", number)
    return text % {"number": number}


def _requests(number: int) -> str:
    text = ngettext("%(number)d người xin thêm lượt làm bài", "%(number)d người xin thêm lượt làm bài", number)
    return text % {"number": number}


def _waivers(number: int) -> str:
    text = ngettext("%(number)d đề nghị miễn, gia hạn đang chờ", "%(number)d đề nghị miễn, gia hạn đang chờ", number)
    return text % {"number": number}


def _pairs(number: int) -> str:
    text = ngettext("%(number)d cặp hồ sơ có thể là một người", "%(number)d cặp hồ sơ có thể là một người", number)
    return text % {"number": number}


def _unassigned(number: int) -> str:
    return ngettext("%(number)d người chưa phân đơn vị", "%(number)d người chưa phân đơn vị", number) % {
        "number": number
    }


def _rosters(number: int) -> str:
    text = ngettext("%(number)d danh sách cán bộ đang nhập dở", "%(number)d danh sách cán bộ đang nhập dở", number)
    return text % {"number": number}


def _drafts(number: int) -> str:
    text = ngettext("%(number)d đợt tập huấn còn là bản nháp", "%(number)d đợt tập huấn còn là bản nháp", number)
    return text % {"number": number}
