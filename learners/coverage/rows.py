"""What a report is made of: its rows, their ranks, and the report itself."""

from dataclasses import dataclass, field
from uuid import UUID

from learners.coverage.blocks import BLOCKS, Block
from learners.coverage.numbers import Numbers
from learners.coverage.roster import Question
from learners.coverage.tree import Tree


@dataclass
class Row:
    """``agency`` None is the row of the unassigned; ``direct``: the root's own people, without its subtree."""

    agency: UUID | None
    name: str
    code: str = ""
    kind: str = ""
    direct: bool = False
    rank: int | None = None
    numbers: Numbers = field(default_factory=Numbers)
    # The agencies on whose rosters the campaign's people stand, and all whose staff is counted.
    asked: list[UUID] = field(default_factory=list)
    rosters: list[UUID] = field(default_factory=list)

    @property
    def block(self) -> Block:
        return BLOCKS.get(self.kind, Block.DEPARTMENTS)

    def include(self, other: "Row") -> None:
        self.numbers.add(other.numbers)
        self.rosters += other.rosters
        self.asked += other.asked


@dataclass
class Report:
    """``rows`` stand below ``root``; ``hidden`` agencies of the structure are outside what the reader may see."""

    question: Question
    root: UUID | None
    name: str
    code: str
    rows: list[Row]
    own: Row | None
    unassigned: Row | None
    total: Row
    hidden: int
    # From the highest agency within the reader's sight down to the one above ``root``.
    trail: list[tuple[UUID, str]]
    tree: Tree

    @property
    def blocks(self) -> list[tuple[Block, list[Row]]]:
        found = [(block, [row for row in self.rows if row.block is block]) for block in Block]
        return [(block, rows) for block, rows in found if rows]

    @property
    def all_rows(self) -> list[Row]:
        """In the order of the annex: the root's own people, the blocks, the unassigned."""
        ordered = [self.own, *(row for _, rows in self.blocks for row in rows), self.unassigned]
        return [row for row in ordered if row is not None]

    @property
    def stands(self) -> bool:
        """Whether the root exists in the asked structure."""
        return self.root is None or self.tree.exists(self.root)


def rank(rows: list[Row]) -> None:
    """Give each row of one block that has a denominator its place: only like is ranked with like.

    Equal shown rates share a place, and the next is left out.
    """
    rates = [row.numbers.rate for row in rows if row.numbers.rate is not None]
    for row in rows:
        own = row.numbers.rate
        row.rank = None if own is None else 1 + sum(other > own for other in rates)
