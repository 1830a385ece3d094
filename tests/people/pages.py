"""What a person's browser sends back from a page of signing in."""

import re

from django.test import Client


def shown_notice(client: Client, path: str) -> str:
    """The version of the notice that stands on the page; "" where none does."""
    found = re.search(r'name="notice" value="(\d+)"', client.get(path).content.decode())
    return found[1] if found else ""
