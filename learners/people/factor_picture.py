"""The picture an app takes the secret from."""

import io

from allauth.mfa.adapter import get_adapter

from learners.people.models import Account


def app_address(account: Account, secret: str) -> str:
    """``otpauth://totp/…``: apps take the secret from it, scanned or opened on the phone itself."""
    return str(get_adapter().build_totp_url(account, secret))


def qr_svg(address: str) -> str:
    """As an element of the page; the strict policy allows it there."""
    # Rarely needed, and never to start.
    import segno

    out = io.BytesIO()
    code = segno.make_qr(address, error="m", boost_error=False)
    code.save(out, kind="svg", border=2, xmldecl=False, omitsize=True, svgclass=None, lineclass=None)
    return out.getvalue().decode()
