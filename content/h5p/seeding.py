"""Libraries from packages on the server's disk, approved on the word of whoever runs the server."""

from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

from content.h5p.approving import approve
from content.h5p.decisions import AGAINST
from content.h5p.importing import take_libraries
from content.h5p.models import Approval
from content.h5p.package.refusals import Refused


@dataclass(slots=True)
class Seeded:
    """``new`` were approved now, ``known`` before; those an administrator refused or withdrew stay so (``left``)."""

    new: int = 0
    known: int = 0
    left: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def seed(path: Path) -> Seeded:
    """Harmless when run again."""
    try:
        with path.open("rb") as file:
            libraries = take_libraries(file, None)
    except Refused as refused:
        return Seeded(problems=list(refused.problems))
    except OSError as error:
        return Seeded(problems=[_("Không đọc được tệp: %s.") % error.strerror])
    pending = [one for one in libraries if one.approval == Approval.PENDING]
    new = approve(libraries=pending, acting_user=None)
    left = [str(one) for one in libraries if one.approval in AGAINST]
    return Seeded(new=new, known=len(libraries) - len(pending) - len(left), left=left)
