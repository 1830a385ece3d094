"""How likely two records are one human being."""

import uuid

import pytest

from learners.agencies.likeness import Described, Reason, likeness

HERE, ABOVE, ELSEWHERE = (uuid.UUID(int=number) for number in (1, 2, 3))
LAN = Described(1, "nguyen thi lan", 1990, "CB001", frozenset({"+84912345678"}), frozenset({HERE}), frozenset({ABOVE}))
NOBODY = Described(2, "tran van binh")


def like(**changes: object) -> Described:
    return Described(**{name: changes.get(name, getattr(LAN, name)) for name in Described.__slots__})


BARE = {"staff_code": "", "phones": frozenset(), "agencies": frozenset(), "above": frozenset()}


@pytest.mark.parametrize(
    ("other", "likely"),
    [
        # A staff code and the name, however the code was typed.
        (
            like(staff_code=" cb 001", phones=frozenset(), birth_year=None, agencies=frozenset(), above=frozenset()),
            True,
        ),
        # A staff code alone may be mistyped; with the year or the agency it is more than that.
        (like(**{**BARE, "staff_code": "CB001", "folded_name": "nguyen lan", "birth_year": None}), False),
        (like(**{**BARE, "staff_code": "CB001", "folded_name": "nguyen lan"}), True),
        # A telephone number and the name, not a number that a family shares.
        (like(**{**BARE, "phones": LAN.phones, "birth_year": None}), True),
        (like(**{**BARE, "phones": LAN.phones, "folded_name": "nguyen van hung", "birth_year": 1988}), False),
        # A name and a year near by, not far off.
        (like(staff_code="", phones=frozenset()), True),
        (like(staff_code="", phones=frozenset(), agencies=frozenset({ABOVE}), above=frozenset()), True),
        (like(staff_code="", phones=frozenset(), agencies=frozenset({ELSEWHERE}), above=frozenset({ABOVE})), False),
        # The employer has given two codes: two people of one name.
        (like(staff_code="CB002", phones=frozenset()), False),
        # Another year of birth.
        (like(staff_code="", phones=frozenset(), birth_year=1971), False),
        (NOBODY, False),
    ],
)
def test_what_speaks_for_and_against(other: Described, likely: bool) -> None:
    found = likeness(LAN, other)
    assert found.is_likely is likely
    assert found == likeness(other, LAN)


def test_unknown_is_neither_the_same_nor_another() -> None:
    assert likeness(NOBODY, Described(3, "tran van binh")).reasons == (Reason.NAME,)
    assert likeness(LAN, LAN).score == 100
