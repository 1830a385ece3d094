"""A single gap as other programs know it: the answers it accepts, capitals, spaces and marks making no difference."""

from typing import Any

from courses.questions.types.fill_in import Folding


def gap_data(accepted: list[str]) -> dict[str, Any]:
    return {"blanks": [accepted]}


def accepted_by(data: dict[str, Any]) -> list[str]:
    """Empty for what is no such gap: several, or one where something makes a difference."""
    is_usual = len(data["blanks"]) == 1 and set(data.get("folding", Folding)) == set(Folding)
    return list(data["blanks"][0]) if is_usual else []
