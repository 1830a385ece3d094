"""The blocks of the annex (I to IV; teams are V and stand apart).

Like stands with like: departments with departments, communes with communes. Districts, which stood where the
communes stand until 30 June 2025, share their block.
"""

from enum import Enum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from learners.agencies.models import AgencyKind as Kind


class Block(Enum):
    """``value`` is the block's number in the annex."""

    DEPARTMENTS = "I"
    COMMUNES = "II"
    PUBLIC_UNITS = "III"
    PARTY = "IV"

    @property
    def label(self) -> str | Promise:
        return LABELS[self]


LABELS = {
    Block.DEPARTMENTS: _("Sở, ban, ngành"),
    Block.COMMUNES: _("UBND xã, phường"),
    Block.PUBLIC_UNITS: _("Đơn vị sự nghiệp"),
    Block.PARTY: _("Đảng, MTTQ"),
}
BLOCKS: dict[str, Block] = {
    Kind.PROVINCE: Block.COMMUNES,
    Kind.DISTRICT: Block.COMMUNES,
    Kind.COMMUNE: Block.COMMUNES,
    Kind.DEPARTMENT: Block.DEPARTMENTS,
    Kind.OFFICE: Block.DEPARTMENTS,
    Kind.INSPECTORATE: Block.DEPARTMENTS,
    Kind.DIVISION: Block.DEPARTMENTS,
    Kind.SERVICE_CENTRE: Block.DEPARTMENTS,
    Kind.PUBLIC_UNIT: Block.PUBLIC_UNITS,
    Kind.PARTY: Block.PARTY,
    Kind.FRONT: Block.PARTY,
}
