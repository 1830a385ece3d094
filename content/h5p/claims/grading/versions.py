"""Which versions of which types the rules here were read from: others may count differently, so nothing is said of
them."""

from content.h5p.claims.libraries import LibraryVersion

# Machine name: first and last minor version of 1.x.
KNOWN: dict[str, tuple[int, int]] = {
    # From here on ``behaviour.type`` says how many answers are chosen.
    "H5P.MultiChoice": (5, 16),
    "H5P.TrueFalse": (0, 8),
    # Entities are read since 1.6.2, small mistakes forgiven since 1.7.
    "H5P.Blanks": (7, 14),
    # Responses are told since 1.5.1, what is said of a word since 1.5.7.
    "H5P.DragText": (6, 10),
    "H5P.MarkTheWords": (7, 11),
    # Responses are told since November 2016.
    "H5P.SingleChoiceSet": (8, 11),
    "H5P.QuestionSet": (6, 21),
    "H5P.Column": (2, 18),
    "H5P.ScamSigns": (0, 0),
}


def is_known(library: LibraryVersion) -> bool:
    first, last = KNOWN.get(library.name, (0, -1))
    return library.major == 1 and first <= library.minor <= last
