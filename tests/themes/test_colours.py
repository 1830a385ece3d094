"""Light and dark are both readable (WCAG 2.2 AA: 4.5 for text, 3 for the edges of what is pressed)."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from tests.themes import colours

CSS = (Path(settings.STATICFILES_DIRS[0]) / "css" / "site.css").read_text(encoding="utf-8")
TEXT, EDGE = 4.5, 3.0
# A theme's stylesheet comes after the base's; "" is the base alone.
OVER = {"base": ""} | {
    name: (folder / "static" / "css" / "theme.css").read_text(encoding="utf-8")
    for name, folder in settings.THEMES.items()
    if (folder / "static" / "css" / "theme.css").exists()
}
# Comments, the three palettes, and nothing but colours in them.
ALLOWED = r"/\*.*?\*/|@media screen( and \(prefers-color-scheme: dark\))?|:root[^{]*|--[a-z-]+: #[0-9a-f]{6};|[{}\s]"
in_light_and_dark = pytest.mark.parametrize(
    "of",
    [
        pytest.param(palette(CSS, over), id=f"{name}, {palette.__name__}")
        for name, over in OVER.items()
        for palette in (colours.light, colours.dark)
    ],
)
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
# A code to be scanned, a picture drawn for paper, the black around a film; the mask only fades a row out.
PAPER = (
    ".certificate-qr {",
    ".factor-picture {",
    ".figure img {",
    ".recording-video {",
    "  overflow-x: auto; scrollbar-width: thin; mask-image",
)
EDGES = [
    ("--line-strong", "--field"),
    ("--line-strong", "--sheet"),
    ("--line-strong", "--paper"),
    ("--turmeric", "--paper"),
    ("--turmeric", "--sheet"),
    ("--on-band", "--band"),
    ("--sun", "--band-deep"),
]


@in_light_and_dark
def test_text_is_readable_on_every_ground_it_stands_on(of: colours.Palette) -> None:
    used = {(text, ground) for text, grounds in GROUNDS.items() for ground in grounds} | colours.pairs(CSS)
    poor = {pair: round(colours.contrast(of[pair[0]], of[pair[1]]), 2) for pair in used}
    assert {pair: ratio for pair, ratio in poor.items() if ratio < TEXT} == {}


@in_light_and_dark
def test_edges_and_the_focus_ring_are_seen(of: colours.Palette) -> None:
    assert [pair for pair in EDGES if colours.contrast(of[pair[0]], of[pair[1]]) < EDGE] == []


@pytest.mark.parametrize("over", OVER.values(), ids=OVER)
def test_the_dark_of_the_device_is_the_dark_of_the_setting(over: str) -> None:
    assert colours.dark(CSS, over) == colours.dark_by_device(CSS, over)
    assert colours.dark(CSS, over) != colours.light(CSS, over)


@pytest.mark.parametrize("over", [OVER[name] for name in settings.THEMES if name in OVER])
def test_a_theme_names_known_colours_and_no_rules(over: str) -> None:
    """What it names for the light it names for the dark: the base's dark would go before its light."""
    of_light, of_dark = (set(colours.named(over, opening)) for opening in (colours.LIGHT, colours.DARK))
    assert of_light <= of_dark <= colours.light(CSS).keys()
    assert re.sub(ALLOWED, "", over, flags=re.DOTALL) == ""


def test_the_rules_themselves_name_no_colour() -> None:
    """A colour outside the palettes would be the same in the dark: only what is paper in the dark as well may."""
    rules = CSS[CSS.index("*, *::before") :]
    screen = re.sub(r"@(media print|page report) \{.*?\n\}", "", rules, flags=re.DOTALL)
    named = [line for line in screen.splitlines() if re.search(r"#[0-9a-f]{3}", line)]
    assert [line for line in named if not line.startswith(PAPER)] == []


def test_contrast_is_that_of_the_guideline() -> None:
    assert colours.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert colours.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
