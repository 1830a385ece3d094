import pytest

from mooc.foundation.numerals import whole_number


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("42", 42), ("9" * 17, 10**17 - 1)])
def test_a_number_is_read(text: str, number: int) -> None:
    assert whole_number(text) == number


@pytest.mark.parametrize("text", ["", "-1", "1.5", "x", "٣", "9" * 18, "9" * 5000])
def test_anything_else_is_none(text: str) -> None:
    assert whole_number(text) is None


def test_fewer_digits_where_fewer_are_enough() -> None:
    assert (whole_number("99999", most=5), whole_number("100000", most=5)) == (99999, None)
