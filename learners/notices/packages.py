"""What authors of interactive content are told once somebody has decided on the libraries it waited for."""

from collections.abc import Set
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from content.h5p.models import Revision
from learners.notices.actions import notify
from learners.notices.wording import Facts

LIBRARIES = "h5p-libraries"
READY, BROKEN, REFUSED = "ready", "broken", "refused"


def tell_of_libraries(
    ready: Set[UUID], broken: Set[UUID], refused: Set[UUID], acting_user: Any = None, **kwargs: Any
) -> None:
    """Whoever brought what waited, but for the one who decided; a query and one for each."""
    outcomes = {key: word for word, keys in ((READY, ready), (BROKEN, broken), (REFUSED, refused)) for key in keys}
    waited = Revision.objects.filter(pk__in=outcomes).exclude(made_by=None).order_by("made_at")
    for key, account, content, title in waited.values_list("pk", "made_by", "content", "content__title"):
        if acting_user is None or account != acting_user.pk:
            facts, url = {"title": title, "outcome": outcomes[key]}, reverse("h5p_authoring:content", args=[content])
            notify(account_ids=[account], kind=LIBRARIES, facts=facts, url=url)


def of_libraries(facts: Facts) -> str:
    """``outcome``: READY, BROKEN or REFUSED."""
    if facts["outcome"] == READY:
        text = _("Thư viện mà “%s” chờ đã được duyệt: nội dung này chạy được rồi.")
    elif facts["outcome"] == REFUSED:
        text = _("Thư viện mà “%s” cần không được duyệt. Trang của nội dung ghi lý do và cách làm tiếp.")
    else:
        text = _(
            "Thư viện mà “%s” chờ đã được duyệt, nhưng nội dung vẫn không chạy được. Trang của nội dung ghi vì sao."
        )
    return text % facts["title"]
