"""The picture an app takes the secret from."""

import io

from allauth.mfa.adapter import get_adapter

from learners.people.models import Account


def qr_svg(account: Account, secret: str) -> str:
    """The address ``otpauth://totp/…`` as an element of the page; the strict policy allows it there."""
    # Rarely needed, and never to start.
    import segno

    out = io.BytesIO()
    code = segno.make_qr(get_adapter().build_totp_url(account, secret), error="m", boost_error=False)
    code.save(out, kind="svg", border=2, xmldecl=False, omitsize=True, svgclass=None, lineclass=None)
    return out.getvalue().decode()
