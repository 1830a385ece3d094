"""Rules and what they found, in words with their numbers."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from learners.notices.wording import Facts
from learners.warnings.models import Alert, Kind, Rule

NOTICE = "warnings"


def rule_words(rule: Rule) -> str:
    said = {
        Kind.START: _("Khi đã qua nửa thời gian của đợt, chưa tới %(threshold)d%% số người được giao bắt đầu học."),
        Kind.FLAT: _("Liền %(threshold)d ngày không có ai hoàn thành, dù còn người chưa xong."),
        Kind.PACE: _("Chậm hơn nhịp đều để đạt %(threshold)d%% khi đợt kết thúc, thiếu từ một phần mười số người."),
        Kind.HEADS: _("Còn không quá %(threshold)d ngày mà người đứng đầu chưa hoàn thành."),
        Kind.SPIKE: _(
            "Một ngày có hơn %(threshold)d người hoàn thành, cùng với thời gian học dưới %(fast)d%% thời lượng "
            "hoặc bài làm giống hệt nhau. Chỉ để người có trách nhiệm xem lại."
        ),
    }[Kind(rule.kind)]
    return said % {"threshold": rule.threshold, "fast": rule.fast}


def alert_words(alert: Alert) -> str:
    """With the numbers of the last look."""
    return facts_words(alert.rule.kind, alert.facts)


def facts_words(kind: str, facts: Mapping[str, Any]) -> str:
    said = {
        Kind.START: _("Mới có %(started)d trên %(required)d người bắt đầu học (%(percent)d%%)."),
        Kind.FLAT: _("Đã %(days)d ngày không có ai hoàn thành; còn %(unfinished)d trên %(required)d người chưa xong."),
        Kind.PACE: _(
            "%(completed)d trên %(required)d người đã hoàn thành (%(percent)d%%); nhịp đều tới %(target)d%% "
            "cần %(wanted)d người lúc này."
        ),
        Kind.HEADS: _("Còn %(left)d ngày, %(missing)d trên %(heads)d người đứng đầu chưa hoàn thành."),
        Kind.SPIKE: _(
            "Ngày %(day)s có %(people)d người hoàn thành; %(fast)d người học quá nhanh, %(same)d người có bài làm "
            "giống hệt nhau."
        ),
    }[Kind(kind)]
    shown = dict(facts)
    if "day" in shown:
        shown["day"] = date_format(dt.date.fromisoformat(shown["day"]), "SHORT_DATE_FORMAT")
    return said % shown


def notice_words(facts: Facts) -> str:
    return _("Có %(number)d cảnh báo mới ở cơ quan anh/chị phụ trách. Hãy xem vì sao và ghi cách xử lý.") % facts
