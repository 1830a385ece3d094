"""The kinds of content that are written here, in the order in which they are offered."""

from content.h5p.authoring.cards import Cards
from content.h5p.authoring.drag import Drag
from content.h5p.authoring.kind import Kind
from content.h5p.authoring.mark import Mark

KINDS: dict[str, Kind] = {kind.name: kind for kind in (Drag(), Mark(), Cards())}
