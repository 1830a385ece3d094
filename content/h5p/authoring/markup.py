"""Plain text as the HTML that content types take."""

from django.utils.html import escape


def as_html(text: str) -> str:
    """Quotes stay: no text here ends up within a tag."""
    return str(escape(text)).replace("&#x27;", "'").replace("&quot;", '"')


def paragraph(text: str) -> str:
    """Lines stay lines; nothing of nothing."""
    return f"<p>{as_html(text).replace(chr(10), '<br>')}</p>" if text else ""
