"""A single gap as other programs know it: the answers it accepts, capitals, spaces and marks making no difference."""

from typing import Any

from courses.questions.types.fill_in import Folding


def gap_data(accepted: list[str], *, case_matters: bool = False) -> dict[str, Any]:
    folding = {"folding": [part for part in Folding if part != Folding.CASE]} if case_matters else {}
    return {"blanks": [accepted], **folding}


def accepted_by(data: dict[str, Any]) -> list[str]:
    """Empty for what is no such gap: several, or one where something makes a difference."""
    is_usual = len(data["blanks"]) == 1 and set(data.get("folding", Folding)) == set(Folding)
    return list(data["blanks"][0]) if is_usual else []
