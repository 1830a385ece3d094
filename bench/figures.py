"""One figure: what was measured, the control of the same run, and the budget it is held to."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Figure:
    """``control`` is in the same unit. The budget bounds ``value``, or the ratio to the control where ``of_ratio``;
    from above, or from below where ``at_least``. Without a budget the figure is only told."""

    name: str
    value: float
    unit: str
    control: float | None = None
    budget: float | None = None
    of_ratio: bool = False
    at_least: bool = False

    @property
    def ratio(self) -> float | None:
        return self.value / self.control if self.control else None

    @property
    def is_kept(self) -> bool:
        measured = self.ratio if self.of_ratio else self.value
        if self.budget is None or measured is None:
            return True
        return measured >= self.budget if self.at_least else measured <= self.budget

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "ratio": self.ratio, "is_kept": self.is_kept}

    def line(self) -> str:
        control = "" if self.control is None else f"control {_short(self.control)}  ratio {_short(self.ratio or 0)}"
        sign = ">=" if self.at_least else "<="
        budget = "" if self.budget is None else f"{'ratio ' if self.of_ratio else ''}{sign} {_short(self.budget)}"
        verdict = "" if self.budget is None else "ok" if self.is_kept else "MISSED"
        return f"{self.name:<48} {_short(self.value):>9} {self.unit:<14} {control:<32} {budget:<16} {verdict}".rstrip()


def _short(number: float) -> str:
    return f"{number:,.0f}" if abs(number) >= 1000 else f"{number:.3g}"
