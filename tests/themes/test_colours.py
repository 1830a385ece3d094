"""Light and dark are both readable (WCAG 2.2 AA: 4.5 for text, 3 for the edges of what is pressed)."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings

from tests.themes import colours

CSS = (Path(settings.STATICFILES_DIRS[0]) / "css" / "site.css").read_text(encoding="utf-8")
TEXT, EDGE = 4.5, 3.0
PALETTES = [colours.light, colours.dark]
# Text that stands on a ground another rule has set.
GROUNDS = {
    "--ink": ["--paper", "--sheet", "--field", "--river-soft", "--rice-soft", "--turmeric-soft", "--brick-soft"],
    "--quiet": ["--paper", "--sheet", "--river-soft", "--rice-soft", "--turmeric-soft", "--brick-soft"],
    "--river": ["--paper", "--sheet", "--river-soft", "--rice-soft", "--turmeric-soft", "--brick-soft"],
    "--river-dark": ["--paper", "--sheet", "--river-soft"],
    "--rice": ["--paper", "--sheet", "--rice-soft"],
    "--turmeric": ["--paper", "--sheet", "--turmeric-soft"],
    "--brick": ["--paper", "--sheet", "--brick-soft"],
    "--on-river": ["--river", "--river-dark"],
    "--on-mark": ["--rice", "--turmeric", "--brick"],
    "--on-band": ["--band", "--band-deep"],
    "--on-band-quiet": ["--band", "--band-deep"],
    "--on-sun": ["--sun", "--sun-bright"],
}
# A code to be scanned and a picture drawn for paper; the mask only fades a row out.
PAPER = (".certificate-qr {", ".figure img {", "  overflow-x: auto; scrollbar-width: thin; mask-image")
EDGES = [
    ("--line-strong", "--field"),
    ("--line-strong", "--sheet"),
    ("--line-strong", "--paper"),
    ("--turmeric", "--paper"),
    ("--turmeric", "--sheet"),
    ("--on-band", "--band"),
    ("--sun", "--band-deep"),
]


@pytest.mark.parametrize("palette", PALETTES)
def test_text_is_readable_on_every_ground_it_stands_on(palette: Callable[[str], colours.Palette]) -> None:
    of = palette(CSS)
    used = {(text, ground) for text, grounds in GROUNDS.items() for ground in grounds} | colours.pairs(CSS)
    poor = {pair: round(colours.contrast(of[pair[0]], of[pair[1]]), 2) for pair in used}
    assert {pair: ratio for pair, ratio in poor.items() if ratio < TEXT} == {}


@pytest.mark.parametrize("palette", PALETTES)
def test_edges_and_the_focus_ring_are_seen(palette: Callable[[str], colours.Palette]) -> None:
    of = palette(CSS)
    assert [pair for pair in EDGES if colours.contrast(of[pair[0]], of[pair[1]]) < EDGE] == []


def test_the_dark_of_the_device_is_the_dark_of_the_setting() -> None:
    assert colours.dark(CSS) == colours.dark_by_device(CSS)
    assert colours.dark(CSS) != colours.light(CSS)


def test_the_rules_themselves_name_no_colour() -> None:
    """A colour outside the palettes would be the same in the dark: only what is paper in the dark as well may."""
    rules = CSS[CSS.index("*, *::before") :]
    screen = re.sub(r"@(media print|page report) \{.*?\n\}", "", rules, flags=re.DOTALL)
    named = [line for line in screen.splitlines() if re.search(r"#[0-9a-f]{3}", line)]
    assert [line for line in named if not line.startswith(PAPER)] == []


def test_contrast_is_that_of_the_guideline() -> None:
    assert colours.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert colours.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
