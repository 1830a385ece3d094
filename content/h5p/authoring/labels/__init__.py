"""What a content type says by itself, in Vietnamese: its own translations are English.

Content is in Vietnamese in every language of the admin, so these are no texts of the admin's. Shaped as parameters;
``@score`` and the like are the content type's own places for numbers.
"""

from typing import Any

from content.h5p.authoring.labels.cards import DIALOG_CARDS
from content.h5p.authoring.labels.questions import BLANKS, MULTI_CHOICE, TRUE_FALSE
from content.h5p.authoring.labels.sets import QUESTION_SET
from content.h5p.authoring.labels.words import DRAG_TEXT, MARK_THE_WORDS

# By machine name.
LABELS: dict[str, dict[str, Any]] = {
    "H5P.Blanks": BLANKS,
    "H5P.Dialogcards": DIALOG_CARDS,
    "H5P.DragText": DRAG_TEXT,
    "H5P.MarkTheWords": MARK_THE_WORDS,
    "H5P.MultiChoice": MULTI_CHOICE,
    "H5P.QuestionSet": QUESTION_SET,
    "H5P.TrueFalse": TRUE_FALSE,
}
