"""Scores computed once more on the server, from the response and our own parameters (h5p.org, content types' scripts).

A type a file; each says how it writes its responses and what earns how much. Nothing is guessed: what cannot be told
from the response is "cannot know".
"""

from content.h5p.claims.grading.grade import Reason
from content.h5p.claims.grading.regrading import regrade
from content.h5p.claims.grading.verdict import Outcome, Verdict

__all__ = ["Outcome", "Reason", "Verdict", "regrade"]
