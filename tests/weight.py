"""What a page weighs on a poor network: itself and what it has the browser fetch."""

import gzip
import re
from urllib.parse import urljoin

# Pictures and fonts are compressed already.
PACKED = re.compile(r"\.(png|jpe?g|webp|gif|woff2?)$")


def parts(base: str, page: str) -> list[str]:
    """What the page at ``base`` has the browser fetch from this site."""
    tags = re.findall(r"<(?:link|script|img)\b[^>]*>", page)
    wanted = [tag for tag in tags if not tag.startswith("<link") or re.search(r'rel="[^"]*(stylesheet|icon)', tag)]
    found = [match[1] for tag in wanted for match in [re.search(r'\b(?:src|href)="([^"]+)"', tag)] if match]
    return sorted({urljoin(base, path) for path in found if not path.startswith(("data:", "http"))})


def of_file(path: str, body: bytes) -> int:
    """Bytes of a static file as production sends it: compressed when the files are collected."""
    return len(body) if PACKED.search(path) else len(gzip.compress(body))
