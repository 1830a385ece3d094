"""Pages of Wagtail's admin where interactive content is written: which kind, and the form of each."""

from content.h5p.authoring.kinds import KINDS
from tests.h5p.authoring import libraries

WRITE = "/quan-tri/noi-dung-tuong-tac/soan/"


def told() -> dict[str, str]:
    """One kind can be written, the others say what they lack."""
    libraries.approved("H5P.DragText")
    return {"kinds of content": WRITE, **{f"form of {name}": f"{WRITE}{name}/" for name in KINDS}}
