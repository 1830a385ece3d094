"""Which signs of a font of icons are drawn, and a font of them alone."""

import pytest

from content.h5p.player import icons
from tests.h5p.player.fonts import icon_font, signs_of

CATALOGUE = "".join(
    f".fa-sign{number}:before,.fa-also{number}:before{{content:'\\{0xF000 + number:x}'}}" for number in range(200)
)


def test_signs_of_styles_and_scripts_are_drawn() -> None:
    style = r".a:before { content: '\e900' } .b::after{font:icons;CONTENT:\"\E901\";color:red} .c{content:'a \e902'}"
    style += ".d:before{content:'\ue906'} .e{content:'face'}"
    scripts = ["var sign = '\\ue903';", "'<i>&#xe904;</i>'", "'\ue905'", "'\\u00e9 \\u20ac'"]
    assert icons.drawn([style.replace('\\"', '"')], scripts) == {0xE900, 0xE901, 0xE903, 0xE904, 0xE905, 0xE906}


def test_of_a_list_of_all_signs_those_that_are_named() -> None:
    styles = [CATALOGUE, ".mine .fa-also7 { color: red }"]
    assert icons.drawn(styles, ["$('<i class=\"fa fa-sign5\">')"]) == {0xF005, 0xF007}
    assert icons.drawn([CATALOGUE], []) == set()


def test_what_means_something_without_a_font_of_icons_is_none() -> None:
    assert icons.drawn([r".a:before{content:'\2713'} .b:before{content:'\1F600'}"], ["'é'"]) == set()


@pytest.mark.parametrize("flavor", ["woff2", "woff"])
def test_a_font_of_some_signs(flavor: str) -> None:
    many = [0x20, 0x41, 0xA0, *range(0xF000, 0xF200)]
    whole = icon_font(*many, flavor=flavor)
    made = icons.only(whole, frozenset({0xF001, 0xF005, 0xE000}))
    assert made is not None
    assert made.signs == signs_of(made.font) == [0xF001, 0xF005]
    assert made.font.startswith(b"wOF2")
    assert len(made.font) < len(whole) / 2
    assert icons.ranges(made.rest) == "U+41,U+F000,U+F002-F004,U+F006-F1FF", "but what cannot be seen"


@pytest.mark.parametrize("font", [b"", b"wOF2", b"wOF2" + b"\0" * 60, icon_font(0xE000)[:-40], icon_font(0x41)])
def test_a_font_without_them_or_broken_stays_as_it_is(font: bytes) -> None:
    assert icons.only(font, frozenset({0xE001})) is None


def test_ranges() -> None:
    assert icons.ranges([0xE003, 0xE001, 0xE002, 0xE005]) == "U+E001-E003,U+E005"
