"""What a page of signing in asks beside its own: that the notice is read, and whether optional purposes are allowed.

It is part of a page that is there anyway (choosing a password, registering), or a page of its own at the first sign-in
after a new version. Whoever sends the page has read the notice that stood on it; a notice that was replaced meanwhile
is shown once more.
"""

from dataclasses import dataclass

from django.http import HttpRequest, QueryDict

from learners.people.consent_models import Consent, DataPurpose, DataText
from learners.people.consents import give, offered, texts_in_force
from learners.people.models import Account
from mooc.foundation.numerals import whole_number

# In the session from a sign-in until the newest notice is read.
DUE = "notice_due"


@dataclass(frozen=True, slots=True)
class Asked:
    # None where she has read it.
    notice: DataText | None
    # Those she has not allowed; none without a notice: they are asked once, and later stand under "Dữ liệu của tôi".
    optional: tuple[DataText, ...]
    # What was ticked on a page that comes back with a mistake.
    ticked: frozenset[int]


def asked_of(account: Account | None, post: QueryDict | None = None) -> Asked:
    """For somebody who registers there is no account yet. Two queries."""
    texts = texts_in_force()
    held = set(Consent.objects.filter(account=account, withdrawn_at=None).values_list("text", flat=True))
    notice = texts[DataPurpose.NOTICE]
    if account is not None and notice.pk in held:
        return Asked(None, (), frozenset())
    optional = (texts[purpose] for purpose in offered(account) if purpose in texts)
    typed = map(whole_number, post.getlist("allowed") if post else ())
    ticked = frozenset(number for number in typed if number is not None)
    return Asked(notice, tuple(text for text in optional if text.pk not in held), ticked)


def settle(request: HttpRequest, account: Account, asked: Asked) -> None:
    """Store what was answered on the page that showed ``asked``."""
    if asked.notice and request.POST.get("notice") == str(asked.notice.pk):
        give(account=account, text=asked.notice, acting_user=account)
        request.session.pop(DUE, None)
    for text in asked.optional:
        if text.pk in asked.ticked:
            give(account=account, text=text, acting_user=account)
