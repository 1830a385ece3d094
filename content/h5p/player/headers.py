"""What browsers are told about a player's page and its files, so that the page can do nothing but play.

Nothing here reads or sets a cookie, and everything has an address of its own that never means anything else: it is kept
for ever, by whoever keeps it. The page says itself that it is sealed: its address alone opens no more than the frame.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from content.h5p import store

FOR_EVER = "public, max-age=31536000, immutable"
# Addresses of a storage elsewhere may be signed, and end.
WHILE_SIGNED = "public, max-age=600"
# What a frame is not given, and its address alone must not ask for either.
DEVICES = (
    "camera", "clipboard-read", "display-capture", "geolocation", "hid", "microphone", "midi", "serial", "usb",
)  # fmt: skip


def storage_address(name: str) -> str:
    """Where the storage itself serves ``name``; "" where that is this machine."""
    try:
        found = store.storage().url(name)
    except (NotImplementedError, ValueError):
        return ""
    return found if urlsplit(found).netloc else ""


def seal_page(request: HttpRequest, answer: HttpResponseBase) -> HttpResponseBase:
    elsewhere = urlsplit(storage_address("x"))
    # The digest of the page's address holds them (``playing``), for what is said here is kept with the page.
    outside = [f"https://{host}" for host in settings.H5P_OUTSIDE_HOSTS]
    assets = " ".join([f"{request.get_host()}/h5p/", *([elsewhere.netloc] if elsewhere.netloc else [])])
    answer["Content-Security-Policy"] = "; ".join(
        [
            "sandbox allow-scripts",
            "default-src 'none'",
            f"script-src {assets} 'unsafe-inline' 'unsafe-eval'",
            f"style-src {assets} 'unsafe-inline'",
            *(" ".join([f"{kind}-src {assets} data: blob:", *outside]) for kind in ("img", "media")),
            f"font-src {assets} data: blob:",
            f"connect-src {assets}",
            # Recorders of sound make their worker from a text.
            "worker-src blob:",
            # jQuery sets the page's own address as that of what it parses.
            f"base-uri {assets}",
            "form-action 'none'",
            "frame-ancestors 'self'",
        ]
    )
    if not elsewhere.netloc and not outside:
        # Where browsers know it (WICG Connection Allowlists): no call, hint or prefetch that the policy above forgets.
        answer["Connection-Allowlist"] = "(response-origin)"
    # A sandboxed page that asks for isolation is not opened at all (HTML, section 7.3.2.2).
    answer["Cross-Origin-Opener-Policy"] = "unsafe-none"
    answer["Permissions-Policy"] = ", ".join(f"{name}=()" for name in DEVICES)
    answer["Referrer-Policy"] = "no-referrer"
    answer["X-DNS-Prefetch-Control"] = "off"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = FOR_EVER
    return answer


def seal_file(answer: HttpResponseBase, kept: str = FOR_EVER) -> HttpResponseBase:
    """A page whose origin is nobody's asks for fonts and data as a stranger would."""
    answer["Content-Security-Policy"] = "sandbox"
    answer["Access-Control-Allow-Origin"] = "*"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = kept
    return answer
