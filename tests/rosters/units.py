"""Sở Y tế with two units below it."""

from dataclasses import dataclass

from learners.agencies.models import Agency
from tests.coverage.world import Province


@dataclass(frozen=True)
class Health:
    province: Province
    office: Agency
    staff: Agency

    @property
    def root(self) -> Agency:
        return self.province.health
