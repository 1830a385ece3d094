"""Signs in an answer of H5P.Blanks: what its author wrote so that they part nothing stays so."""

import pytest

from content.h5p.package.texts import rich


@pytest.mark.parametrize(
    "text",
    ["<p>Ngày *10&#47;10:tháng mười* và *8&#58;30/8h30*</p>", "*a&#42;b*", "*một* rồi *hai&#47;ba*"],
)
def test_signs_between_stars_stay_written_out(text: str) -> None:
    assert rich(text, []) == text


@pytest.mark.parametrize(
    "text",
    [
        '<a href="javascript&#58;alert(1)">x</a>',
        '*<a href="javascript&#58;alert(1)">x</a>*',
        '<a title="*" href="javascript&#58;alert(1)" class="*">x</a>',
        "<a title='*' href='javascript&#58;alert(1)' class='*'>x</a>",
        "<a title=* href=javascript&#58;alert(1) class=*>x</a>",
        "<a title=*\nhref=javascript&#58;alert(1)*>x</a>",
    ],
)
def test_an_address_is_judged_with_its_signs(text: str) -> None:
    assert "javascript" not in rich(text, ["a"])


def test_elsewhere_a_sign_is_a_sign() -> None:
    assert rich("<p>10&#47;10</p>", []) == "<p>10/10</p>"
