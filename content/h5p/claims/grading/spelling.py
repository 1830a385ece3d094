"""How far two spellings lie apart, for blanks that accept small mistakes.

The distance is the restricted Damerau-Levenshtein one (optimal string alignment): a letter left out, put in or
changed, and two neighbours swapped, each count one. Up to nine letters one mistake is forgiven, above that two, and
none in words of three letters or fewer (cloze.js of H5P.Blanks).
"""

from content.h5p.claims.grading.javascript import units

SHORT, LONG = 3, 9


def is_close(typed: str, right: str, *, length: int) -> bool:
    """``length`` is that of the right answer, which decides how much is forgiven."""
    allowed = 2 if length > LONG else 1 if length > SHORT else 0
    return allowed > 0 and within(units(typed), units(right), allowed)


def within(left: str, right: str, limit: int) -> bool:
    """Whether the distance is at most ``limit``. Only a band as wide as that is looked at: a long text costs little."""
    if abs(len(left) - len(right)) > limit:
        return False
    far = limit + 1
    before: dict[int, int] = {}
    row = {column: column for column in range(min(limit, len(right)) + 1)}
    for line in range(1, len(left) + 1):
        earlier, before, row = before, row, {}
        for column in range(max(0, line - limit), min(len(right), line + limit) + 1):
            if column == 0:
                row[0] = line
                continue
            same = left[line - 1] == right[column - 1]
            best = min(
                before.get(column, far) + 1, row.get(column - 1, far) + 1, before.get(column - 1, far) + (not same)
            )
            if line > 1 and column > 1 and left[line - 1] == right[column - 2] and left[line - 2] == right[column - 1]:
                best = min(best, earlier.get(column - 2, far) + 1)
            row[column] = min(best, far)
        if min(row.values()) > limit:
            return False
    return row.get(len(right), far) <= limit
