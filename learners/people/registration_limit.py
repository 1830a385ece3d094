"""How many may register from one address in an hour: enough for a school, too few for a machine that fills the tables.

Counted in the database, which every process shares; the cache is each process's own unless an operator sets up another.
Nothing of an address is kept past its hour, and within it only a keyed digest.
"""

import datetime as dt
import ipaddress

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from learners.people.models import RegistrationTally

# A household or office gets a network of this size in IPv6 (RFC 6177), and a machine there any address of it.
NETWORK_BITS = 64


def client_address(request: HttpRequest) -> str:
    """As the outermost of our own proxies saw it; what the client itself wrote into the header lies before that."""
    named = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    proxies = settings.PROXY_COUNT
    if proxies and len(named) >= proxies:
        return str(named[-proxies])
    return str(request.META.get("REMOTE_ADDR", ""))


def take_turn(address: str) -> bool:
    """Whether one more may register from ``address`` in this hour; it is counted if so."""
    limit = settings.REGISTRATIONS_PER_HOUR
    if not limit:
        return True
    hour = this_hour()
    with transaction.atomic():
        RegistrationTally.objects.filter(hour__lt=hour).delete()
        RegistrationTally.objects.get_or_create(hour=hour, network=_digest(address))
        # Of two that come for the last turn the database lets one have it.
        turns = RegistrationTally.objects.filter(hour=hour, network=_digest(address), count__lt=limit)
        return bool(turns.update(count=F("count") + 1))


def this_hour() -> dt.datetime:
    return timezone.now().replace(minute=0, second=0, microsecond=0)


def next_turn() -> dt.datetime:
    """When counting begins again."""
    return this_hour() + dt.timedelta(hours=1)


def _digest(address: str) -> str:
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        network = address
    else:
        bits = NETWORK_BITS if found.version == 6 else found.max_prefixlen
        network = str(ipaddress.ip_network((found, bits), strict=False))
    return salted_hmac("learners.people.registration_limit", network, algorithm="sha256").hexdigest()
