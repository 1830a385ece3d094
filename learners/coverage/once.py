"""A page of codes is shown once: the form that asks for it carries a ticket, and a used ticket shows nothing again.

Without it a reload, or going back and on again, would quietly issue new codes and make the printed ones void.
"""

import secrets

from django.http import HttpRequest

FIELD, KEY = "phieu", "used_tickets"
# Of one session; far more than an officer prints in a day.
MOST = 100


def ticket() -> str:
    return secrets.token_urlsafe(12)


def take(request: HttpRequest) -> bool:
    """Whether the posted ticket was not used before; from now on it is. A form without one is used."""
    given = request.POST.get(FIELD, "")[:40]
    used = request.session.get(KEY, [])
    if not given or given in used:
        return False
    request.session[KEY] = [*used, given][-MOST:]
    return True
