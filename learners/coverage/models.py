"""Frozen reports, and what finding people needs beside the people themselves.

The words of a name, one row each, so that a search by any word, in any order, by its beginning, walks an index instead
of reading everybody. Derived: triggers of the database write it (``word_index``), whichever way a person is written.
"""

from django.db import models

from learners.coverage.counting_models import CoverageCounter, CoverageDelta, RosterCounter, RosterDelta, RosterPlace
from learners.coverage.documents.models import ReportLayout
from learners.coverage.frozen.models import FrozenInputs, FrozenReport, SignedCopy
from learners.people.models import Person

__all__ = [
    "CoverageCounter",
    "CoverageDelta",
    "FrozenInputs",
    "FrozenReport",
    "NameWord",
    "ReportLayout",
    "RosterCounter",
    "RosterDelta",
    "RosterPlace",
    "SignedCopy",
]


class NameWord(models.Model):
    """One folded word of a person's name; a word that stands in it twice is one row."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    # Indexed for "whose names have a word that begins so?"; on PostgreSQL that is the index for LIKE.
    word = models.CharField(max_length=200, db_index=True)

    def __str__(self) -> str:
        return self.word
