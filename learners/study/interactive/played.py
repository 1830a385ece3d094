"""The revision a try plays, as far as judging what comes of it needs."""

from content.h5p.claims.parts import whole
from content.h5p.models import Pin, Revision
from learners.study.interactive.tokens import Token
from learners.study.interactive.weighing import Played


def played_in(token: Token) -> tuple[Revision, Played] | None:
    """None where that revision is no more, or cannot be played any more; two queries."""
    rows = Revision.objects.defer("raw_parameters", "remarks")
    revision = rows.filter(pk=token.revision, content__key=token.content_key).first()
    played = revision and as_played(revision)
    return (revision, played) if revision and played else None


def as_played(revision: Revision) -> Played | None:
    pins = Pin.objects.filter(revision=revision).values_list(
        "library__machine_name", "library__major", "library__minor", "library__patch"
    )
    patches = {f"{name} {major}.{minor}": patch for name, major, minor, patch in pins}
    top = whole(revision.library, revision.parameters, patches)
    return Played(revision.library, revision.parameters, top, patches) if top else None
