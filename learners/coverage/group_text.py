"""A reminder for an agency's own chat group, to be copied: numbers, a day and an address, nobody's name."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from learners.campaigns.models import Campaign
from learners.coverage.numbers import Numbers


def group_text(*, name: str, campaign: Campaign, numbers: Numbers, site: str) -> str:
    said = {
        "name": name,
        "campaign": campaign.name,
        "day": date_format(campaign.closes_on, "SHORT_DATE_FORMAT"),
        "done": number_format(numbers.completed),
        "all": number_format(numbers.required),
        "left": number_format(numbers.unfinished),
        "site": site,
    }
    lines = (
        _("[%(name)s] Đợt “%(campaign)s”, hạn chung: hết ngày %(day)s."),
        _("Đã hoàn thành %(done)s/%(all)s người, còn %(left)s người chưa xong."),
        _("Anh/chị nào chưa xong vào học tiếp tại %(site)s, mục “Việc học của tôi”."),
        _("Cần giúp, xin liên hệ người phụ trách của cơ quan. Cảm ơn anh/chị."),
    )
    return "\n".join(line % said for line in lines)


def site_address(request: HttpRequest) -> str:
    """Without the last slash."""
    return (settings.WAGTAILADMIN_BASE_URL or request.build_absolute_uri("/")).rstrip("/")
